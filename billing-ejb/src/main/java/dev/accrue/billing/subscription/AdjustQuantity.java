package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/**
 * More or fewer of an item, counted from what it is when the change has its turn.
 *
 * @param itemId the item, {@code si_...}
 * @param by how many more; negative for fewer
 * @param proration what happens to the money
 */
public record AdjustQuantity(String itemId, long by, Proration proration) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.adjust_quantity";
    }

    @Override
    public JsonObject asked() {
        return Json.object()
                .add("item", itemId)
                .add("by", by)
                .add("proration", proration.stripeName())
                .build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        if (Changes.quantityOf(Changes.item(this, now, itemId)) + by < 1) {
            throw new ChangeNotAllowedException(kind(), now, "too few would be left; remove the item instead");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        long quantity = Math.addExact(Changes.quantityOf(Changes.item(this, now, itemId)), by);
        return Changes.oneItem(Json.object().add("id", itemId).add("quantity", quantity), proration);
    }
}
