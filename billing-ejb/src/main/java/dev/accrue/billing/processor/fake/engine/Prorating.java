package dev.accrue.billing.processor.fake.engine;

import java.util.Locale;

/**
 * What becomes of time that was paid and is not used, or is used and not paid.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations#control-proration-behavior">Stripe: Control
 *     proration behavior</a>
 */
public enum Prorating {
    /** It waits for the subscription's next invoice. */
    CREATE_PRORATIONS,
    /** It is invoiced at once. */
    ALWAYS_INVOICE,
    /** Nobody pays it. */
    NONE;

    public static Prorating of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
