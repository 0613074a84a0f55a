package dev.accrue.billing.processor.fake.engine;

import java.util.Locale;

/**
 * What becomes of a new subscription, or of a change of one, whose payment does not succeed at once.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/create">Stripe: Create a subscription, payment_behavior</a>
 */
public enum PaymentBehavior {
    /** The payment is tried; when it fails, the new subscription stays incomplete, the changed one is past due. */
    ALLOW_INCOMPLETE,
    /** The payment is not tried: somebody confirms the payment intent. */
    DEFAULT_INCOMPLETE,
    /** The payment is tried; when it fails, nothing has happened, there is only a 402. */
    ERROR_IF_INCOMPLETE,
    /** The payment is tried; when it fails, the change waits until somebody pays. Only for changes. */
    PENDING_IF_INCOMPLETE;

    public static PaymentBehavior of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
