package dev.accrue.billing.subscription;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.serial.SerialRecord;
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
 * @param items what it pays for, each with a period of its own
 * @param period its present period and its trial
 * @param ending when it ends, and why
 * @param pause how collection is paused, if it is
 * @param terms how it is billed
 * @param scheduledChange what a schedule is going to make of it
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
        Period period,
        Ending ending,
        Optional<CollectionPause> pause,
        Terms terms,
        Optional<ScheduledChange> scheduledChange,
        Optional<String> latestInvoice,
        long revision)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The present period, derived from its items', which may have different ones.
     *
     * @param start the earliest start
     * @param end the earliest end: the next renewal
     * @param endLast the latest end
     * @param trialStart when its trial began
     * @param trialEnd when its trial ends or ended
     */
    public record Period(
            Optional<Instant> start,
            Optional<Instant> end,
            Optional<Instant> endLast,
            Optional<Instant> trialStart,
            Optional<Instant> trialEnd)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object writeReplace() {
            return new SerialRecord(this);
        }
    }

    /**
     * When it ends.
     *
     * @param cancelAt when it is going to be canceled
     * @param cancelAtPeriodEnd whether that is the end of the period
     * @param canceledAt when somebody canceled it
     * @param endedAt when it ended, or when Stripe no longer knew it
     * @param reason Stripe's word for why, for example {@code payment_failed}
     * @param feedback Stripe's word for what the customer said
     */
    public record Ending(
            Optional<Instant> cancelAt,
            boolean cancelAtPeriodEnd,
            Optional<Instant> canceledAt,
            Optional<Instant> endedAt,
            Optional<String> reason,
            Optional<String> feedback)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object writeReplace() {
            return new SerialRecord(this);
        }
    }

    /**
     * Invoices are made but not collected.
     *
     * @param behavior what becomes of them; empty when it is none that this version knows
     * @param resumesAt when collection goes on by itself
     */
    public record CollectionPause(Optional<Pause.Behavior> behavior, Optional<Instant> resumesAt)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object writeReplace() {
            return new SerialRecord(this);
        }
    }

    /**
     * How it is billed.
     *
     * @param currency as Stripe writes it
     * @param collection how the money comes in
     * @param billingMode how Stripe reckons; empty when it is no way that this version knows
     * @param anchor the moment from which periods are counted
     * @param automaticTax whether Stripe computes the taxes
     * @param automaticTaxDisabled Stripe's word for why it no longer does
     * @param discounts the ids of the discounts that hold
     * @param defaultPaymentMethod what is charged, unless that is the customer's own default
     * @param scheduleId the schedule that manages it, whether or not that has anything left to change
     * @param pendingUpdate whether a change waits for its payment
     */
    public record Terms(
            Optional<String> currency,
            CollectionMethod collection,
            Optional<BillingMode> billingMode,
            Optional<Instant> anchor,
            boolean automaticTax,
            Optional<String> automaticTaxDisabled,
            List<String> discounts,
            Optional<String> defaultPaymentMethod,
            Optional<String> scheduleId,
            boolean pendingUpdate)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object writeReplace() {
            return new SerialRecord(this);
        }
    }

    Subscription with(List<SubscriptionItem> those, Optional<ScheduledChange> scheduled) {
        return new Subscription(
                account,
                id,
                customerId,
                name,
                rawStatus,
                those,
                period,
                ending,
                pause,
                terms,
                scheduled,
                latestInvoice,
                revision);
    }

    public ObjectKey key() {
        return new ObjectKey(account, "subscription", id);
    }

    /** When its present period began: the earliest of its items'. */
    public Optional<Instant> periodStart() {
        return period.start();
    }

    /** When its present period ends: the earliest of its items', which is the next renewal. */
    public Optional<Instant> periodEnd() {
        return period.end();
    }

    /** When all that was paid for ends: the latest of its items' periods. */
    public Optional<Instant> periodEndLast() {
        return period.endLast();
    }

    public Optional<Instant> trialEnd() {
        return period.trialEnd();
    }

    public Optional<Instant> cancelAt() {
        return ending.cancelAt();
    }

    public boolean cancelAtPeriodEnd() {
        return ending.cancelAtPeriodEnd();
    }

    public Optional<Instant> canceledAt() {
        return ending.canceledAt();
    }

    /** When it ended, or when Stripe no longer knew it. */
    public Optional<Instant> endedAt() {
        return ending.endedAt();
    }

    /** Whether invoices are made but not collected. */
    public boolean collectionPaused() {
        return pause.isPresent();
    }

    /** How its money comes in. */
    public CollectionMethod collection() {
        return terms.collection();
    }

    /** Whether a change waits for its payment. */
    public boolean pendingUpdate() {
        return terms.pendingUpdate();
    }

    /** When it ends, if it is going to be canceled: at the end of the period, that is the earliest of its items'. */
    public Optional<Instant> endsAt() {
        return cancelAt().or(() -> periodEnd().filter(end -> cancelAtPeriodEnd()));
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

    /** A schedule is going to change what it pays for. */
    public boolean isChanging() {
        return is(SubscriptionPredicate.CHANGING);
    }

    /** Over: canceled, or never paid for. */
    public boolean isEnded() {
        return is(SubscriptionPredicate.ENDED);
    }

    /** Stripe's status is one that this version does not know: nothing else is said of it. */
    public boolean isUnrecognised() {
        return is(SubscriptionPredicate.UNRECOGNISED);
    }

    /** Whether some item gives access to what it pays for, by the operator's access policy. */
    public boolean isEntitling() {
        return items.stream().anyMatch(SubscriptionItem::entitling);
    }

    /** Whether an item of this price or product gives access, by the operator's access policy. */
    public boolean isEntitlingTo(String priceOrProduct) {
        return items.stream().filter(SubscriptionItem::entitling).anyMatch(item -> item.isOf(priceOrProduct));
    }

    /** Its trial ended without a payment method, and it was to stand still then. */
    boolean standsStill() {
        return status() == SubscriptionStatus.PAUSED && endedAt().isEmpty();
    }

    SubscriptionStatus status() {
        return SubscriptionStatus.of(rawStatus);
    }

    /** For the predicates that do not look at the time. */
    private boolean is(SubscriptionPredicate predicate) {
        return predicate.test(this, Instant.EPOCH);
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
