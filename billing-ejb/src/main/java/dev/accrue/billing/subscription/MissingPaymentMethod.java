package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.util.Locale;

/**
 * What becomes of a subscription whose trial ends before the customer has given a payment method.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/trials/free-trials">Stripe: free trials without a payment
 *     method</a>
 */
public enum MissingPaymentMethod {
    /** It is invoiced all the same, and becomes past due unless the customer pays. */
    CREATE_INVOICE,
    /** It ends. */
    CANCEL,
    /** It stands still until somebody resumes it. */
    PAUSE;

    JsonObject parameters() {
        return Json.object()
                .add(
                        "trial_settings",
                        Json.object().add("end_behavior", Json.object().add("missing_payment_method", stripeName())))
                .build();
    }

    private String stripeName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
