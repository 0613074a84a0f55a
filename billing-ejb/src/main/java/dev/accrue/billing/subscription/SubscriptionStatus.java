package dev.accrue.billing.subscription;

import java.util.Locale;

/**
 * Stripe's status of a subscription. Only the predicates of {@link Subscription} ask for it.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/object#subscription_object-status">Stripe: status</a>
 */
enum SubscriptionStatus {
    INCOMPLETE,
    INCOMPLETE_EXPIRED,
    TRIALING,
    ACTIVE,
    PAST_DUE,
    CANCELED,
    UNPAID,
    PAUSED,
    /** One that this version does not know. The raw text is kept; no predicate but "none of the others" holds. */
    UNRECOGNISED;

    static SubscriptionStatus of(String raw) {
        for (SubscriptionStatus status : values()) {
            if (status != UNRECOGNISED && status.stripeName().equals(raw)) {
                return status;
            }
        }
        return UNRECOGNISED;
    }

    String stripeName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
