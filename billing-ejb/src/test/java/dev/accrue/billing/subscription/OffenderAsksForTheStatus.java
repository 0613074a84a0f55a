package dev.accrue.billing.subscription;

/** Breaks an architecture rule on purpose; in this package because nobody else can see the status at all. */
public class OffenderAsksForTheStatus {
    boolean active(Subscription subscription) {
        return SubscriptionStatus.of(subscription.rawStatus()) == SubscriptionStatus.ACTIVE;
    }
}
