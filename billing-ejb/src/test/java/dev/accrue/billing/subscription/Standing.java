package dev.accrue.billing.subscription;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.subscription.Subscription.CollectionPause;
import dev.accrue.billing.subscription.Subscription.Ending;
import dev.accrue.billing.subscription.Subscription.Period;
import dev.accrue.billing.subscription.Subscription.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a subscription may stand, as far as changes ask: one subscription of two items for each. */
public enum Standing {
    INCOMPLETE("incomplete"),
    INCOMPLETE_EXPIRED("incomplete_expired"),
    TRIALING("trialing"),
    ACTIVE("active"),
    PAST_DUE("past_due"),
    UNPAID("unpaid"),
    /** Stands still since its trial. */
    PAUSED("paused"),
    CANCELING("active"),
    COLLECTION_PAUSED("active"),
    /** A change waits for its payment. */
    UPDATE_PENDING("active"),
    /** A schedule changes it with the next period. */
    CHANGE_SCHEDULED("active"),
    ENDED("canceled"),
    UNKNOWN("from_the_future");

    private static final Optional<Instant> NEW_YEAR = Optional.of(Instant.parse("2027-01-01T00:00:00Z"));

    private final String status;

    Standing(String status) {
        this.status = status;
    }

    /** Such a subscription. */
    public Subscription subscription() {
        return new Subscription(
                Account.platform(false),
                "sub_1",
                "cus_1",
                "default",
                status,
                List.of(item("si_1", "price_1"), item("si_2", "price_2")),
                new Period(Optional.empty(), NEW_YEAR, NEW_YEAR, Optional.empty(), Optional.empty()),
                new Ending(
                        Optional.empty(),
                        this == CANCELING,
                        Optional.empty(),
                        NEW_YEAR.filter(any -> this == ENDED),
                        Optional.empty(),
                        Optional.empty()),
                Optional.of(new CollectionPause(Optional.of(Pause.Behavior.VOID), Optional.empty()))
                        .filter(any -> this == COLLECTION_PAUSED),
                new Terms(
                        Optional.of("eur"),
                        CollectionMethod.automatic(),
                        Optional.of(BillingMode.FLEXIBLE),
                        NEW_YEAR,
                        false,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.of("sub_sched_1").filter(any -> this == CHANGE_SCHEDULED),
                        this == UPDATE_PENDING),
                NEW_YEAR.filter(any -> this == CHANGE_SCHEDULED)
                        .map(moment -> new ScheduledChange("sub_sched_1", moment, List.of())),
                Optional.of("in_1"),
                1);
    }

    private static SubscriptionItem item(String id, String price) {
        return new SubscriptionItem(
                id, price, Optional.empty(), Optional.of(3L), Optional.empty(), Optional.empty(), false);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
