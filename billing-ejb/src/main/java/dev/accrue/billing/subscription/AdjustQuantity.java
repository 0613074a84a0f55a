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
public record AdjustQuantity(String itemId, long by, Proration proration) implements ItemChange {

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
        checkItem(now);
    }

    @Override
    public void checkItem(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.mustChangeNowAlone(this, now);
        if (quantity(now) < 1) {
            throw new ChangeNotAllowedException(kind(), now, "too few would be left; remove the item instead");
        }
    }

    @Override
    public JsonObject item(Subscription now) {
        return Json.object().add("id", itemId).add("quantity", quantity(now)).build();
    }

    private long quantity(Subscription now) {
        return Math.addExact(Changes.quantityOf(Changes.item(this, now, itemId)), by);
    }
}
