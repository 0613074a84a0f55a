package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * Another price for one item. Its quantity, all other items, and everything else stay.
 *
 * @param itemId the item, {@code si_...}
 * @param priceId the new price
 * @param proration what happens to the money
 */
public record Swap(String itemId, String priceId, Proration proration) implements ItemChange {

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
    public void checkItem(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.mustChangeNowAlone(this, now);
        Changes.item(this, now, itemId);
    }

    @Override
    public void check(Subscription now) {
        checkItem(now);
        boolean taken = now.items().stream()
                .filter(item -> !item.id().equals(itemId))
                .anyMatch(item -> item.priceId().equals(priceId));
        if (taken) {
            throw new ChangeNotAllowedException(
                    kind(), now, "another item has price " + priceId + "; change that one's quantity, remove this one");
        }
    }

    @Override
    public JsonObject item(Subscription now) {
        SubscriptionItem item = Changes.item(this, now, itemId);
        JsonObjectBuilder changed = Json.object().add("id", itemId).add("price", priceId);
        item.quantity().ifPresent(quantity -> changed.add("quantity", quantity));
        return changed.build();
    }
}
