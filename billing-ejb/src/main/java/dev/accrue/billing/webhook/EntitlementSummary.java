package dev.accrue.billing.webhook;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * What a customer is entitled to, as a whole. Stripe shows it in events only, cut after ten; the whole is the list of
 * active entitlements.
 *
 * @see <a href="https://docs.stripe.com/api/entitlements/active-entitlement/list">Stripe: list all active
 *     entitlements</a>
 */
final class EntitlementSummary {

    static final String TYPE = "entitlements.active_entitlement_summary";

    private static final String ELEMENT = "entitlements.active_entitlement";

    private EntitlementSummary() {}

    /** The summary of one customer, in the shape of Stripe's event. */
    static Snapshot read(ObjectKey key, Processor processor) {
        List<JsonObject> all =
                processor.listAll(Listing.of(key.account(), ELEMENT).where("customer", key.id()));
        JsonArrayBuilder data = Json.array();
        all.forEach(data::add);
        JsonObject raw = Json.object()
                .add("object", TYPE)
                .add("customer", key.id())
                .add("livemode", key.account().livemode())
                .add(
                        "entitlements",
                        Json.object()
                                .add("object", "list")
                                .add("data", data)
                                .add("has_more", JsonValue.FALSE)
                                .add("url", "/v1/customers/" + key.id() + "/entitlements"))
                .build();
        return new Snapshot(key, raw, false, Optional.empty(), Optional.empty());
    }
}
