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
public record SetQuantity(String itemId, long quantity, Proration proration) implements ItemChange {

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
        checkItem(now);
    }

    @Override
    public void checkItem(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.mustChangeNowAlone(this, now);
        Changes.item(this, now, itemId);
        Changes.mustBeOneAtLeast(this, now, quantity);
    }

    @Override
    public JsonObject item(Subscription now) {
        return Json.object().add("id", itemId).add("quantity", quantity).build();
    }
}
