package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/**
 * How many of an item.
 *
 * @param itemId the item, {@code si_...}
 * @param quantity the new quantity, at least one
 * @param proration what happens to the money
 */
public record SetQuantity(String itemId, long quantity, Proration proration) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.set_quantity";
    }

    @Override
    public JsonObject asked() {
        return Json.object()
                .add("item", itemId)
                .add("quantity", quantity)
                .add("proration", proration.stripeName())
                .build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.item(this, now, itemId);
        if (quantity < 1) {
            throw new ChangeNotAllowedException(kind(), now, "a quantity is at least one; remove the item instead");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Changes.oneItem(Json.object().add("id", itemId).add("quantity", quantity), proration);
    }
}
