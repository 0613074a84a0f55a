package dev.accrue.billing.subscription;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.mirror.ObjectKey;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A subscription as the mirror holds it, with the questions that a host asks of it. Each question has a twin among the
 * queries of {@link Subscriptions} with the same meaning, which a test holds equal.
 *
 * @param account whose subscription
 * @param id Stripe's id, {@code sub_...}
 * @param customerId whose it is
 * @param name tells a customer's subscriptions apart; {@code default} unless the host names them
 * @param rawStatus Stripe's status as it was sent; ask the predicates instead
 * @param items what it pays for
 * @param periodStart when its present period began: the earliest of its items'
 * @param periodEnd when its present period ends: the earliest of its items'
 * @param trialEnd when its trial ends or ended
 * @param cancelAt when it is going to be canceled
 * @param cancelAtPeriodEnd whether that is the end of the period
 * @param canceledAt when somebody canceled it
 * @param endedAt when it ended
 * @param collectionPaused whether invoices are made but not collected
 * @param latestInvoice the newest invoice
 * @param revision rises with every change of the mirror
 */
public record Subscription(
        Account account,
        String id,
        String customerId,
        String name,
        String rawStatus,
        List<SubscriptionItem> items,
        Optional<Instant> periodStart,
        Optional<Instant> periodEnd,
        Optional<Instant> trialEnd,
        Optional<Instant> cancelAt,
        boolean cancelAtPeriodEnd,
        Optional<Instant> canceledAt,
        Optional<Instant> endedAt,
        boolean collectionPaused,
        Optional<String> latestInvoice,
        long revision)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public ObjectKey key() {
        return new ObjectKey(account, "subscription", id);
    }

    /** In a trial. */
    public boolean isTrialing() {
        return status() == SubscriptionStatus.TRIALING && endedAt.isEmpty();
    }

    /** Running, in a trial or paid for. */
    public boolean isActive() {
        return (status() == SubscriptionStatus.ACTIVE || status() == SubscriptionStatus.TRIALING) && endedAt.isEmpty();
    }

    /** The newest invoice is overdue and Stripe still tries, or has given up without canceling. */
    public boolean isPastDue() {
        return (status() == SubscriptionStatus.PAST_DUE || status() == SubscriptionStatus.UNPAID) && endedAt.isEmpty();
    }

    /** Waiting for its first payment. */
    public boolean isIncomplete() {
        return status() == SubscriptionStatus.INCOMPLETE && endedAt.isEmpty();
    }

    /** Over: canceled, or never paid for. */
    public boolean isEnded() {
        return status() == SubscriptionStatus.CANCELED
                || status() == SubscriptionStatus.INCOMPLETE_EXPIRED
                || endedAt.isPresent();
    }

    /** Running, but going to be canceled. */
    public boolean isCanceling() {
        return isActive() && (cancelAtPeriodEnd || cancelAt.isPresent());
    }

    /** Entitles to what it pays for: running and not paused. */
    public boolean isEntitling() {
        return isActive() && !collectionPaused;
    }

    private SubscriptionStatus status() {
        return SubscriptionStatus.of(rawStatus);
    }
}
