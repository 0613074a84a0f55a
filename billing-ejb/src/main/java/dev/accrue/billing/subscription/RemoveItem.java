package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/**
 * One item less. The last one cannot be removed: cancel the subscription instead.
 *
 * @param itemId the item, {@code si_...}
 * @param proration what happens to the money
 */
public record RemoveItem(String itemId, Proration proration) implements ItemChange {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.remove_item";
    }

    @Override
    public JsonObject asked() {
        return Json.object()
                .add("item", itemId)
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
        if (now.items().size() == 1) {
            throw new ChangeNotAllowedException(kind(), now, "it is the last item; cancel the subscription instead");
        }
    }

    @Override
    public JsonObject item(Subscription now) {
        return Json.object().add("id", itemId).add("deleted", true).build();
    }
}
