package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/**
 * What Stripe charges from now on. One that waits for its first payment takes it too. A change that is scheduled keeps
 * it; where it brings a payment method of its own, another is refused.
 *
 * @param paymentMethodId the payment method, {@code pm_...}, attached to the customer
 */
public record SetPaymentMethod(String paymentMethodId) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.set_payment_method";
    }

    @Override
    public JsonObject asked() {
        return Json.object().add("default_payment_method", paymentMethodId).build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustRun(this, now);
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return asked();
    }
}
