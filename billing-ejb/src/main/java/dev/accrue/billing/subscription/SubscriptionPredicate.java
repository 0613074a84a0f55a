package dev.accrue.billing.subscription;

import java.util.function.Predicate;

/**
 * The questions that a host asks of subscriptions, each in two forms of one meaning: of a {@link Subscription}, and as
 * a condition of a query over many. A test generates subscriptions and holds the two equal.
 */
public enum SubscriptionPredicate {
    TRIALING(Subscription::isTrialing, "s.status = 'trialing' and s.endedAt is null"),
    ACTIVE(Subscription::isActive, "s.status in ('active', 'trialing') and s.endedAt is null"),
    PAST_DUE(Subscription::isPastDue, "s.status in ('past_due', 'unpaid') and s.endedAt is null"),
    INCOMPLETE(Subscription::isIncomplete, "s.status = 'incomplete' and s.endedAt is null"),
    ENDED(Subscription::isEnded, "(s.status in ('canceled', 'incomplete_expired') or s.endedAt is not null)"),
    CANCELING(
            Subscription::isCanceling,
            "s.status in ('active', 'trialing') and s.endedAt is null"
                    + " and (s.cancelAtPeriodEnd = true or s.cancelAt is not null)"),
    ENTITLING(
            Subscription::isEntitling,
            "s.status in ('active', 'trialing') and s.endedAt is null and s.pauseBehavior is null");

    private final Predicate<Subscription> test;
    private final String jpql;

    SubscriptionPredicate(Predicate<Subscription> test, String jpql) {
        this.test = test;
        this.jpql = jpql;
    }

    public boolean test(Subscription subscription) {
        return test.test(subscription);
    }

    /** The condition on an entity named {@code s}. */
    String jpql() {
        return jpql;
    }
}
