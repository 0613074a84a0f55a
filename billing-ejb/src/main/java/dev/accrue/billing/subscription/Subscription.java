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
 * @param endedAt when it ended, or when Stripe no longer knew it
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

    Subscription with(List<SubscriptionItem> those) {
        return new Subscription(
                account,
                id,
                customerId,
                name,
                rawStatus,
                those,
                periodStart,
                periodEnd,
                trialEnd,
                cancelAt,
                cancelAtPeriodEnd,
                canceledAt,
                endedAt,
                collectionPaused,
                latestInvoice,
                revision);
    }

    public ObjectKey key() {
        return new ObjectKey(account, "subscription", id);
    }

    /** When it ends, if it is going to be canceled: at the end of the period, that is the earliest of its items'. */
    public Optional<Instant> endsAt() {
        return cancelAt.or(() -> periodEnd.filter(end -> cancelAtPeriodEnd));
    }

    /** In a trial. */
    public boolean isTrialing() {
        return is(SubscriptionPredicate.TRIALING);
    }

    /** Running, in a trial or paid for. */
    public boolean isActive() {
        return is(SubscriptionPredicate.ACTIVE);
    }

    /** The newest invoice is overdue and Stripe still tries, or has given up without canceling. */
    public boolean isPastDue() {
        return is(SubscriptionPredicate.PAST_DUE);
    }

    /** Waiting for its first payment. */
    public boolean isIncomplete() {
        return is(SubscriptionPredicate.INCOMPLETE);
    }

    /** Nothing is collected: somebody paused that, or the trial ended without a payment method. */
    public boolean isPaused() {
        return is(SubscriptionPredicate.PAUSED);
    }

    /** Running, but going to be canceled. */
    public boolean isCanceling() {
        return is(SubscriptionPredicate.CANCELING);
    }

    /** Going to be canceled, and the moment has not come yet by the business clock. */
    public boolean isOnGrace(Instant now) {
        return SubscriptionPredicate.ON_GRACE.test(this, now);
    }

    /** Ended after it was paid for, or in its trial. */
    public boolean isCanceled() {
        return is(SubscriptionPredicate.CANCELED);
    }

    /** Over: canceled, or never paid for. */
    public boolean isEnded() {
        return is(SubscriptionPredicate.ENDED);
    }

    /** Whether some item gives access to what it pays for, by the operator's access policy. */
    public boolean isEntitling() {
        return items.stream().anyMatch(SubscriptionItem::entitling);
    }

    /** Whether an item of this price or product gives access, by the operator's access policy. */
    public boolean isEntitlingTo(String priceOrProduct) {
        return items.stream().filter(SubscriptionItem::entitling).anyMatch(item -> item.isOf(priceOrProduct));
    }

    SubscriptionStatus status() {
        return SubscriptionStatus.of(rawStatus);
    }

    /** For the predicates that do not look at the time. */
    private boolean is(SubscriptionPredicate predicate) {
        return predicate.test(this, Instant.EPOCH);
    }
}
