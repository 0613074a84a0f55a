package dev.accrue.billing.subscription;

import java.util.Locale;

/**
 * How Stripe reckons prorations and periods.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode">Stripe: billing mode</a>
 */
public enum BillingMode {
    /**
     * Credits what was really paid, and lets items of other intervals stand side by side. Stripe's default, and ours.
     */
    FLEXIBLE,
    /** As Stripe reckoned before 2025. */
    CLASSIC;

    String stripeName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
