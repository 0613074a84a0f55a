package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * The discounts that hold from the next invoice on; those that are not named end.
 *
 * @param discounts all of them, in the order in which they apply; none takes the last one away
 * @see <a href="https://docs.stripe.com/api/subscriptions/update#update_subscription-discounts">Stripe: discounts</a>
 */
public record SetDiscounts(List<Discount> discounts) implements Change {

    private static final long serialVersionUID = 1L;

    public SetDiscounts {
        discounts = List.copyOf(discounts);
    }

    @Override
    public String kind() {
        return "subscription.set_discounts";
    }

    @Override
    public JsonObject asked() {
        return Json.object().add("discounts", Discount.parameters(discounts)).build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.mustChangeNowAlone(this, now);
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return asked();
    }
}
