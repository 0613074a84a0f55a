package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/**
 * One more item.
 *
 * @param priceId its price
 * @param quantity how many, at least one
 * @param proration what happens to the money
 */
public record AddItem(String priceId, long quantity, Proration proration) implements ItemChange {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.add_item";
    }

    @Override
    public JsonObject asked() {
        return Json.object()
                .add("price", priceId)
                .add("quantity", quantity)
                .add("proration", proration.stripeName())
                .build();
    }

    @Override
    public void checkItem(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.mustChangeNowAlone(this, now);
        Changes.mustBeOneAtLeast(this, now, quantity);
    }

    @Override
    public void check(Subscription now) {
        checkItem(now);
        if (now.items().stream().anyMatch(item -> item.priceId().equals(priceId))) {
            throw new ChangeNotAllowedException(
                    kind(), now, "it has an item of price " + priceId + "; change that item's quantity");
        }
    }

    @Override
    public JsonObject item(Subscription now) {
        return Json.object().add("price", priceId).add("quantity", quantity).build();
    }
}
