package dev.accrue.billing.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** By Stripe's name; empty for one that this version does not know. */
    static Optional<BillingMode> of(String stripeName) {
        return Arrays.stream(values())
                .filter(mode -> mode.stripeName().equals(stripeName))
                .findFirst();
    }

    String stripeName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
