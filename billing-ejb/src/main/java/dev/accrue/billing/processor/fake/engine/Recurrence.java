package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * How often a price is due.
 *
 * <p>Every period ends a whole number of intervals after the billing cycle anchor, not after the last period: from the
 * 31st of January the months end on the 28th of February and then again on the 31st of March. All in UTC.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle">Stripe: Billing cycle</a>
 */
record Recurrence(ChronoUnit unit, long count) {

    static Recurrence of(Doc price) {
        String interval = price.text("recurring", "interval");
        ChronoUnit unit = ChronoUnit.valueOf(interval.toUpperCase(Locale.ROOT) + "S");
        return new Recurrence(unit, price.number("recurring", "interval_count"));
    }

    /** The first moment after {@code moment} that lies a whole number of intervals from the anchor. */
    long endAfter(long anchor, long moment) {
        ZonedDateTime start = at(anchor);
        long intervals = Math.floorDiv(unit.between(start, at(moment)), count);
        while (start.plus(intervals * count, unit).toEpochSecond() > moment) {
            intervals--;
        }
        while (start.plus(intervals * count, unit).toEpochSecond() <= moment) {
            intervals++;
        }
        return start.plus(intervals * count, unit).toEpochSecond();
    }

    /** The last moment not after {@code moment} that lies a whole number of intervals from the anchor. */
    long startBefore(long anchor, long moment) {
        ZonedDateTime start = at(anchor);
        long intervals = Math.floorDiv(unit.between(start, at(moment)), count) + 1;
        while (start.plus(intervals * count, unit).toEpochSecond() > moment) {
            intervals--;
        }
        return start.plus(intervals * count, unit).toEpochSecond();
    }

    /** The moment this many intervals later, for limits rather than for billing. */
    long later(long moment, int intervals) {
        return at(moment).plus(intervals * count, unit).toEpochSecond();
    }

    private static ZonedDateTime at(long moment) {
        return Instant.ofEpochSecond(moment).atZone(ZoneOffset.UTC);
    }
}
