package dev.accrue.billing.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MovableClockTest {

    private final AtomicReference<Instant> machine = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final MovableClock clock = new MovableClock(machine::get);

    @Test
    void tellsTheMachinesTimeUntilItIsMoved() {
        assertThat(clock.now()).isEqualTo(machine.get());
    }

    @Test
    void runsOnFromWhereItWasMovedTo() {
        clock.moveTo(Instant.parse("2027-01-01T00:00:00Z"));
        machine.updateAndGet(now -> now.plusSeconds(5));

        assertThat(clock.now()).isEqualTo("2027-01-01T00:00:05Z");
    }
}
