package dev.accrue.billing.subscription;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Something that may be true of a subscription, in two forms of one meaning: a test of one, and a condition of a query
 * over many, in which the entity is named {@code s} and the present moment {@code :now}.
 *
 * <p>Larger conditions are put together of smaller ones in both forms at once, so only the leaves could ever differ,
 * and those a test holds equal. None is ever "unknown" to SQL where another one is negated.
 *
 * @param test what is asked of a value, at a moment of the business clock
 * @param jpql what is asked of a row
 */
record Condition(BiPredicate<Subscription, Instant> test, String jpql) {

    static final Condition RUNNING =
            new Condition((s, now) -> s.endedAt().isEmpty(), "(s.endedAt is null and s.deletedAt is null)");
    static final Condition COLLECTED = new Condition((s, now) -> !s.collectionPaused(), "s.pauseBehavior is null");
    static final Condition GOING_TO_END = new Condition(
            (s, now) -> s.cancelAtPeriodEnd() || s.cancelAt().isPresent(),
            "(s.cancelAtPeriodEnd = true or s.cancelAt is not null)");
    static final Condition ENDS_LATER = new Condition(
            (s, now) -> s.endsAt().filter(now::isBefore).isPresent(),
            "(s.cancelAt > :now or (s.cancelAt is null and s.cancelAtPeriodEnd = true and s.periodEnd > :now))");

    static final Condition CHANGE_SCHEDULED = new Condition(
            (s, now) -> s.scheduledChange().isPresent(),
            "(s.scheduleId is not null and s.scheduleId in (select c.id from SubscriptionSchedule c"
                    + " where c.account = s.account and c.livemode = s.livemode and c.nextPhaseStart is not null))");

    /** One of these is Stripe's status. */
    static Condition status(SubscriptionStatus first, SubscriptionStatus... more) {
        Set<SubscriptionStatus> wanted = EnumSet.of(first, more);
        return new Condition((s, now) -> wanted.contains(s.status()), "s.status in " + names(wanted));
    }

    /** Stripe's status is one that this version knows. */
    static Condition recognised() {
        Set<SubscriptionStatus> known = EnumSet.complementOf(EnumSet.of(SubscriptionStatus.UNRECOGNISED));
        return new Condition((s, now) -> known.contains(s.status()), "s.status in " + names(known));
    }

    Condition and(Condition other) {
        return new Condition(test.and(other.test), "(" + jpql + " and " + other.jpql + ")");
    }

    Condition or(Condition other) {
        return new Condition(test.or(other.test), "(" + jpql + " or " + other.jpql + ")");
    }

    Condition negated() {
        return new Condition(test.negate(), "not (" + jpql + ")");
    }

    boolean holds(Subscription subscription, Instant now) {
        return test.test(subscription, now);
    }

    private static String names(Set<SubscriptionStatus> statuses) {
        return statuses.stream()
                .map(status -> "'" + status.stripeName() + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
