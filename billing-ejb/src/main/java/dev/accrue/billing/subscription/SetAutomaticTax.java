package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/**
 * Whether Stripe computes the taxes from the next invoice on, which it can only for a customer whose location it knows.
 *
 * @param enabled whether it does
 * @see <a href="https://docs.stripe.com/billing/taxes/collect-taxes">Stripe: collect taxes on subscriptions</a>
 */
public record SetAutomaticTax(boolean enabled) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.set_automatic_tax";
    }

    @Override
    public JsonObject asked() {
        return Json.object()
                .add("automatic_tax", Json.object().add("enabled", enabled))
                .build();
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
