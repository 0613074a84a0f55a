package dev.accrue.billing.subscription;

import dev.accrue.billing.Metadata;
import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * What the host wants to find again on the subscription: keys that are not named stay. One that has ended takes it too.
 *
 * @param metadata what is added, replaced and removed
 */
public record SetMetadata(Metadata metadata) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.set_metadata";
    }

    @Override
    public JsonObject asked() {
        JsonObjectBuilder words = Json.object();
        metadata.changes().forEach(words::add);
        return Json.object().add("metadata", words).build();
    }

    @Override
    public void check(Subscription now) {
        metadata.checkFits(Subscribe.OUR_KEYS);
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return asked();
    }
}
