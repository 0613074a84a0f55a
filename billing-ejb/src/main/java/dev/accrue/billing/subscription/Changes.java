package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * What changes have in common: the checks, and the parameters that name items.
 *
 * <p>A change that costs something at once takes effect when it is paid for, and not before: Stripe keeps it beside the
 * subscription as its pending update, for at most 23 hours. Subscriptions whose invoices are sent know no such thing.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: pending updates</a>
 */
final class Changes {

    private Changes() {}

    static void mustRun(Change change, Subscription now) {
        if (now.isEnded()) {
            throw new ChangeNotAllowedException(change.kind(), now, "it has ended; subscribe anew");
        }
    }

    /** What a status means that this version does not know, nobody can say. */
    static void mustBeKnown(Change change, Subscription now) {
        mustRun(change, now);
        if (now.isUnrecognised()) {
            throw new ChangeNotAllowedException(
                    change.kind(), now, "this version does not know that status; update the module");
        }
    }

    /** Stripe changes nothing about an incomplete subscription but its payment. */
    static void mustBePaidFor(Change change, Subscription now) {
        mustBeKnown(change, now);
        if (now.isIncomplete()) {
            throw new ChangeNotAllowedException(change.kind(), now, "its first payment is open; complete it first");
        }
    }

    /**
     * What a schedule's next phase says anew would be lost when that begins, and Stripe refuses to let anybody but the
     * schedule end a subscription that it manages.
     */
    static void mustChangeNowAlone(Change change, Subscription now) {
        now.scheduledChange().ifPresent(scheduled -> {
            throw new ChangeNotAllowedException(
                    change.kind(),
                    now,
                    "a change is scheduled for " + scheduled.from() + "; drop it first (DropScheduledChange)");
        });
    }

    static void mustBeOneAtLeast(Change change, Subscription now, long quantity) {
        if (quantity < 1) {
            throw new ChangeNotAllowedException(
                    change.kind(), now, "a quantity is at least one; remove the item instead");
        }
    }

    static SubscriptionItem item(Change change, Subscription now, String itemId) {
        return now.items().stream()
                .filter(item -> item.id().equals(itemId))
                .findFirst()
                .orElseThrow(() -> new ChangeNotAllowedException(
                        change.kind(), now, "it has no item " + itemId + "; read its items again"));
    }

    static JsonObject items(Subscription now, List<? extends ItemChange> changes, Proration proration) {
        JsonArrayBuilder items = Json.array();
        changes.forEach(change -> items.add(change.item(now)));
        JsonObjectBuilder parameters =
                Json.object().add("items", items).add("proration_behavior", proration.stripeName());
        return proration == Proration.ALWAYS_INVOICE ? onlyIfPaid(now, parameters) : parameters.build();
    }

    static JsonObject onlyIfPaid(Subscription now, JsonObjectBuilder parameters) {
        if (!now.collection().byInvoice()) {
            parameters.add("payment_behavior", "pending_if_incomplete");
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
