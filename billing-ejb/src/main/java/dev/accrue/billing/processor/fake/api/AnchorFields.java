package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The billing cycle anchor that a new subscription asks for: a moment, or a day of the month that the simulator looks
 * for, from the start of billing on, in steps of the shortest interval.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle#new-subscriptions">Stripe: Specify the
 *     billing cycle anchor for new subscriptions</a>
 */
final class AnchorFields {

    static final String[] NAMES = {
        "billing_cycle_anchor",
        "billing_cycle_anchor_config.day_of_month!",
        "billing_cycle_anchor_config.hour",
        "billing_cycle_anchor_config.minute",
        "billing_cycle_anchor_config.month",
        "billing_cycle_anchor_config.second"
    };

    private static final String MOMENT = "billing_cycle_anchor";

    private static final String CONFIG = "billing_cycle_anchor_config";

    private final Params params;
    private final String interval;
    private final long count;

    /** For a subscription whose shortest interval is this one. */
    AnchorFields(Params params, String interval, long count) {
        this.params = params;
        this.interval = interval;
        this.count = count;
    }

    /**
     * The anchor, if one is asked for.
     *
     * @param billing when billing begins: now, or with the end of the trial
     */
    Optional<Long> anchor(long now, long billing) {
        if (params.has(MOMENT) && params.has(CONFIG)) {
            throw StripeError.invalid(
                    "You may only specify one of these parameters: " + MOMENT + ", " + CONFIG + ".", MOMENT);
        }
        return params.has(CONFIG) ? Optional.of(configured(at(billing))) : moment(now, billing);
    }

    private Optional<Long> moment(long now, long billing) {
        Optional<Long> asked = params.whole(MOMENT);
        if (asked.filter(moment -> moment <= now).isPresent()) {
            throw StripeError.invalid("Invalid timestamp: must be an integer in the future.", MOMENT);
        }
        if (asked.filter(moment -> moment > oneIntervalAfter(at(billing))).isPresent()) {
            throw StripeError.invalid(
                    "billing_cycle_anchor cannot be later than the next natural billing date.", MOMENT);
        }
        return asked;
    }

    private long oneIntervalAfter(ZonedDateTime billing) {
        return switch (interval) {
            case "day" -> billing.plusDays(count).toEpochSecond();
            case "week" -> billing.plusWeeks(count).toEpochSecond();
            case "month" -> billing.plusMonths(count).toEpochSecond();
            default -> billing.plusYears(count).toEpochSecond();
        };
    }

    /** The first month in the interval's rhythm that has such a day, and in which it is still to come. */
    private long configured(ZonedDateTime billing) {
        Params config = params.child(CONFIG);
        int day = within(config, "day_of_month", 1, 31).orElseThrow();
        Optional<Integer> month = within(config, "month", 1, 12);
        int hour = within(config, "hour", 0, 23).orElse(billing.getHour());
        int minute = within(config, "minute", 0, 59).orElse(billing.getMinute());
        int second = within(config, "second", 0, 59).orElse(billing.getSecond());
        long step = month.isPresent() ? 12 : months(config);
        YearMonth first =
                month.map(number -> YearMonth.of(billing.getYear(), number)).orElse(YearMonth.from(billing));
        int reachable = Math.min(day, longest(first, step));
        return Stream.iterate(first, candidate -> candidate.plusMonths(step))
                .filter(candidate -> candidate.isValidDay(reachable))
                .map(candidate -> candidate.atDay(reachable).atTime(hour, minute, second))
                .map(anchor -> anchor.atZone(ZoneOffset.UTC))
                .filter(billing::isBefore)
                .findFirst()
                .orElseThrow()
                .toEpochSecond();
    }

    /** The days of the longest month that the rhythm ever comes to. */
    private static int longest(YearMonth first, long step) {
        return Stream.iterate(first, candidate -> candidate.plusMonths(step))
                .limit(12)
                .mapToInt(candidate -> candidate.getMonth().maxLength())
                .max()
                .orElseThrow();
    }

    private long months(Params config) {
        return switch (interval) {
            case "month" -> count;
            case "year" -> 12 * count;
            default ->
                throw StripeError.invalid(
                        CONFIG + " is only for monthly and yearly prices.", config.fullName("day_of_month"));
        };
    }

    private static Optional<Integer> within(Params config, String name, int least, int most) {
        Optional<Long> asked = config.whole(name);
        if (asked.filter(number -> number < least || number > most).isPresent()) {
            throw StripeError.invalid(
                    "Invalid " + name + ": must be between " + least + " and " + most, config.fullName(name));
        }
        return asked.map(Long::intValue);
    }

    private static ZonedDateTime at(long moment) {
        return Instant.ofEpochSecond(moment).atZone(ZoneOffset.UTC);
    }
}
