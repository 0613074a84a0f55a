package dev.accrue.billing.processor.fake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle">Stripe: Billing cycle</a> */
class RecurrenceTest {

    @ParameterizedTest
    @CsvSource({
        "MONTHS, 1, 2026-01-31T10:00:00Z, 2026-01-31T10:00:00Z, 2026-02-28T10:00:00Z",
        "MONTHS, 1, 2026-01-31T10:00:00Z, 2026-02-28T10:00:00Z, 2026-03-31T10:00:00Z",
        "MONTHS, 1, 2028-01-31T10:00:00Z, 2028-01-31T10:00:00Z, 2028-02-29T10:00:00Z",
        "MONTHS, 3, 2025-11-30T00:00:00Z, 2026-01-15T00:00:00Z, 2026-02-28T00:00:00Z",
        "YEARS,  1, 2028-02-29T00:00:00Z, 2028-02-29T00:00:00Z, 2029-02-28T00:00:00Z",
        "YEARS,  1, 2028-02-29T00:00:00Z, 2031-06-01T00:00:00Z, 2032-02-29T00:00:00Z",
        "WEEKS,  2, 2026-03-25T12:00:00Z, 2026-03-25T12:00:00Z, 2026-04-08T12:00:00Z",
        "DAYS,   1, 2026-12-31T23:59:59Z, 2026-12-31T23:59:59Z, 2027-01-01T23:59:59Z",
        "MONTHS, 1, 2026-05-31T00:00:00Z, 2026-02-10T00:00:00Z, 2026-02-28T00:00:00Z"
    })
    void endsAPeriodAWholeNumberOfIntervalsFromTheAnchor(
            ChronoUnit unit, int count, Instant anchor, Instant moment, Instant end) {
        long found = new Recurrence(unit, count).endAfter(anchor.getEpochSecond(), moment.getEpochSecond());

        assertThat(Instant.ofEpochSecond(found)).isEqualTo(end);
    }
}
