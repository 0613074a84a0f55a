package dev.accrue.billing.subscription;

import jakarta.json.JsonObject;
import java.util.List;

/** A change of one item. Several may be made at once: {@link ChangeItems}. */
public sealed interface ItemChange extends Change permits AddItem, AdjustQuantity, RemoveItem, SetQuantity, Swap {

    /** What happens to the money. */
    Proration proration();

    /** The item in Stripe's words. */
    JsonObject item(Subscription now);

    /**
     * Looks whether the item can be changed so, whatever becomes of the others.
     *
     * @throws ChangeNotAllowedException when it cannot
     */
    void checkItem(Subscription now);

    @Override
    default JsonObject parameters(Subscription now) {
        return Changes.items(now, List.of(this), proration());
    }
}
