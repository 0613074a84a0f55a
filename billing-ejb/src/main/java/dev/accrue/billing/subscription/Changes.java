package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** What changes have in common: the checks, and the parameters that name items. */
final class Changes {

    /** Stripe undoes what is not paid for at once. */
    static final String ONLY_IF_PAID = "error_if_incomplete";

    static final String PAYMENT_BEHAVIOR = "payment_behavior";

    private Changes() {}

    static void mustRun(Change change, Subscription now) {
        if (now.isEnded()) {
            throw new ChangeNotAllowedException(change.kind(), now, "it has ended; subscribe anew");
        }
    }

    /** Stripe changes nothing about an incomplete subscription but its payment. */
    static void mustBePaidFor(Change change, Subscription now) {
        mustRun(change, now);
        if (now.isIncomplete()) {
            throw new ChangeNotAllowedException(change.kind(), now, "its first payment is open; complete it first");
        }
    }

    static SubscriptionItem item(Change change, Subscription now, String itemId) {
        return now.items().stream()
                .filter(item -> item.id().equals(itemId))
                .findFirst()
                .orElseThrow(() -> new ChangeNotAllowedException(
                        change.kind(), now, "it has no item " + itemId + "; read its items again"));
    }

    static JsonObject oneItem(JsonObjectBuilder item, Proration proration) {
        JsonArrayBuilder items = Json.array().add(item);
        JsonObjectBuilder parameters =
                Json.object().add("items", items).add("proration_behavior", proration.stripeName());
        if (proration == Proration.ALWAYS_INVOICE) {
            parameters.add(PAYMENT_BEHAVIOR, ONLY_IF_PAID);
        }
        return parameters.build();
    }

    static long quantityOf(SubscriptionItem item) {
        return item.quantity().orElse(1L);
    }

    static JsonObject nothing() {
        return JsonValue.EMPTY_JSON_OBJECT;
    }
}
