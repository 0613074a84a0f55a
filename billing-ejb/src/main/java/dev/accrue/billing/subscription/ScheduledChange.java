package dev.accrue.billing.subscription;

import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a schedule is going to make of a subscription.
 *
 * @param scheduleId the schedule, {@code sub_sched_...}
 * @param from when it happens
 * @param items all that is paid for from then on
 * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules">Stripe: subscription
 *     schedules</a>
 */
public record ScheduledChange(String scheduleId, Instant from, List<Item> items) implements Serializable {

    private static final long serialVersionUID = 1L;

    public ScheduledChange {
        items = List.copyOf(items);
    }

    /**
     * One thing that will be paid for. Which id its item will have, Stripe does not say before.
     *
     * @param priceId the price
     * @param quantity how many; empty for metered usage
     */
    public record Item(String priceId, Optional<Long> quantity) implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object writeReplace() {
            return new SerialRecord(this);
        }
    }
}
