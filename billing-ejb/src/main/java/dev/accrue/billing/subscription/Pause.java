package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Invoices are made but not collected; the subscription keeps running.
 *
 * @param behavior what becomes of the invoices meanwhile
 * @param resumesAt when collection goes on by itself
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pause-payment">Stripe: pause payment collection</a>
 */
public record Pause(Behavior behavior, Optional<Instant> resumesAt) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.pause";
    }

    @Override
    public JsonObject asked() {
        return parameters();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        if (now.collectionPaused()) {
            throw new ChangeNotAllowedException(kind(), now, "it is paused already; unpause it first");
        }
        if (now.standsStill()) {
            throw new ChangeNotAllowedException(kind(), now, "it stands still since its trial; nothing is collected");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return parameters();
    }

    private JsonObject parameters() {
        JsonObjectBuilder pause = Json.object().add("behavior", behavior.name().toLowerCase(Locale.ROOT));
        resumesAt.ifPresent(moment -> pause.add("resumes_at", moment.getEpochSecond()));
        return Json.object().add("pause_collection", pause).build();
    }

    /** What becomes of invoices while collection is paused. */
    public enum Behavior {
        /** They are void: the time is free. */
        VOID,
        /** They are written off. */
        MARK_UNCOLLECTIBLE,
        /** They wait. */
        KEEP_AS_DRAFT;

        /** By Stripe's name; empty for one that this version does not know. */
        static Optional<Behavior> of(String stripeName) {
            return Arrays.stream(values())
                    .filter(behavior -> behavior.name().toLowerCase(Locale.ROOT).equals(stripeName))
                    .findFirst();
        }
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
