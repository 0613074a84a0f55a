package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.Objects;

/**
 * What an object was before a change: the old value of each field that changed. Hashes are compared field by field, an
 * array or a nested list that changed appears whole.
 *
 * @see <a href="https://docs.stripe.com/api/events/object">Stripe: The Event object, data.previous_attributes</a>
 */
final class Differences {

    private Differences() {}

    static Doc previous(Doc before, Doc after) {
        Doc previous = new Doc();
        for (String name : before.names()) {
            Object was = before.get(name);
            Object is = after.get(name);
            if (!Objects.equals(was, is)) {
                previous.set(name, was instanceof Doc old && is instanceof Doc now ? inner(old, now) : was);
            }
        }
        after.names().stream()
                .filter(name -> !before.has(name) && after.hasValue(name))
                .forEach(name -> previous.set(name, null));
        return previous;
    }

    private static Doc inner(Doc was, Doc is) {
        return was.is("object", "list") ? Doc.of("data", was.get("data")) : previous(was, is);
    }
}
