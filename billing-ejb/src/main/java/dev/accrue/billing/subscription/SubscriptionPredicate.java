package dev.accrue.billing.subscription;

import static dev.accrue.billing.subscription.Condition.CHANGE_SCHEDULED;
import static dev.accrue.billing.subscription.Condition.COLLECTED;
import static dev.accrue.billing.subscription.Condition.ENDS_LATER;
import static dev.accrue.billing.subscription.Condition.GOING_TO_END;
import static dev.accrue.billing.subscription.Condition.RUNNING;
import static dev.accrue.billing.subscription.Condition.recognised;
import static dev.accrue.billing.subscription.Condition.status;

import java.time.Instant;
import java.util.function.Function;

/**
 * The questions that a host asks of subscriptions, each in two forms of one meaning: of a {@link Subscription}, and as
 * a condition of a query over many. A test generates subscriptions and holds the two equal.
 *
 * <p>All but {@link #ENTITLING} are facts about the subscription, the same for everybody; whether a fact gives access
 * is the operator's policy ({@code docs/access.md}). For each subscription at least one holds.
 */
public enum SubscriptionPredicate {
    /** In a trial. */
    TRIALING(status(SubscriptionStatus.TRIALING).and(RUNNING)),
    /** In a trial, or paid for. */
    ACTIVE(status(SubscriptionStatus.ACTIVE, SubscriptionStatus.TRIALING).and(RUNNING)),
    /** The newest invoice is overdue, and Stripe still tries, or has given up without canceling. */
    PAST_DUE(status(SubscriptionStatus.PAST_DUE, SubscriptionStatus.UNPAID).and(RUNNING)),
    /** Waiting for its first payment. */
    INCOMPLETE(status(SubscriptionStatus.INCOMPLETE).and(RUNNING)),
    /** Nothing is collected: somebody paused that, or the trial ended without a payment method. */
    PAUSED(recognised()
            .and(status(SubscriptionStatus.PAUSED).or(COLLECTED.negated()))
            .and(ended().negated())),
    /** Running, but going to be canceled. */
    CANCELING(recognised().and(GOING_TO_END).and(ended().negated())),
    /** Going to be canceled, and the moment has not come. */
    ON_GRACE(recognised().and(GOING_TO_END).and(ENDS_LATER).and(ended().negated())),
    /** A schedule is going to change what it pays for. */
    CHANGING(recognised().and(CHANGE_SCHEDULED).and(ended().negated())),
    /** Ended after it was paid for, or in its trial. */
    CANCELED(status(SubscriptionStatus.CANCELED)),
    /** Over: canceled, or never paid for. */
    ENDED(ended()),
    /** Stripe's status is one that this version does not know: nothing else is said of it. */
    UNRECOGNISED(recognised().negated().and(RUNNING)),
    /** Some item gives access to what it pays for, by the operator's access policy. */
    ENTITLING(new Condition((subscription, now) -> subscription.isEntitling(), ""), Access::jpql);

    private final Condition condition;
    private final Function<Access, String> jpql;

    SubscriptionPredicate(Condition condition) {
        this(condition, access -> condition.jpql());
    }

    SubscriptionPredicate(Condition condition, Function<Access, String> jpql) {
        this.condition = condition;
        this.jpql = jpql;
    }

    private static Condition ended() {
        return status(SubscriptionStatus.CANCELED, SubscriptionStatus.INCOMPLETE_EXPIRED)
                .or(RUNNING.negated());
    }

    /**
     * Whether it is true of a subscription.
     *
     * @param now a moment of the business clock; only {@link #ON_GRACE} looks at it
     */
    public boolean test(Subscription subscription, Instant now) {
        return condition.holds(subscription, now);
    }

    /** The condition on an entity named {@code s}, at the moment {@code :now}. */
    String jpql(Access access) {
        return jpql.apply(access);
    }
}
