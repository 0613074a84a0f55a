package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"1, PT10S", "2, PT20S", "3, PT40S", "8, PT21M20S", "12, PT5H41M20S", "13, PT6H", "25, PT6H"})
    void doublesFromTenSecondsToSixHours(int attempts, Duration wait) {
        assertThat(Backoff.after(attempts))
                .isBetween(
                        wait.multipliedBy(7).dividedBy(8), wait.multipliedBy(9).dividedBy(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 64, 65, Integer.MAX_VALUE})
    void staysWithinBoundsForEveryNumber(int attempts) {
        assertThat(Backoff.after(attempts)).isBetween(Duration.ofMillis(8750), Duration.ofHours(7));
    }

    @RepeatedTest(5)
    void isSpreadSoThatNotEverybodyComesBackAtOnce() {
        assertThat(IntStream.range(0, 50).mapToObj(i -> Backoff.after(5)).distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void twentyFiveAttemptsTakeDays() {
        Duration all = IntStream.range(1, 25).mapToObj(Backoff::after).reduce(Duration.ZERO, Duration::plus);

        assertThat(all).isBetween(Duration.ofDays(2), Duration.ofDays(5));
    }
}
