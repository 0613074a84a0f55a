package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/**
 * Another price for one item; its quantity, and all other items, stay.
 *
 * @param itemId the item, {@code si_...}
 * @param priceId the new price
 * @param proration what happens to the money
 */
public record Swap(String itemId, String priceId, Proration proration) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.swap";
    }

    @Override
    public JsonObject asked() {
        return Json.object()
                .add("item", itemId)
                .add("price", priceId)
                .add("proration", proration.stripeName())
                .build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.item(this, now, itemId);
    }

    @Override
    public JsonObject parameters(Subscription now) {
        SubscriptionItem item = Changes.item(this, now, itemId);
        var changed = Json.object().add("id", itemId).add("price", priceId);
        item.quantity().ifPresent(quantity -> changed.add("quantity", quantity));
        return Changes.oneItem(changed, proration);
    }
}
