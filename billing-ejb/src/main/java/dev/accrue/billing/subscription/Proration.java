package dev.accrue.billing.subscription;

import java.util.Locale;

/**
 * What happens to the money when a subscription changes within a period. There is no standard choice: whoever changes a
 * subscription says it.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations">Stripe: prorations</a>
 */
public enum Proration {
    /** Credit and charge by the second, on the next invoice. */
    CREATE_PRORATIONS,
    /** Credit and charge by the second, on an invoice of their own, now. */
    ALWAYS_INVOICE,
    /** Nothing; the new price holds from the next period on. */
    NONE;

    String stripeName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
