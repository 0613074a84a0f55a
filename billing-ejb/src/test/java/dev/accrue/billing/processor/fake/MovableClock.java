package dev.accrue.billing.processor.fake;

import dev.accrue.billing.time.BusinessClock;
import dev.accrue.billing.time.SystemClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until a test moves it. */
final class MovableClock implements BusinessClock, SystemClock {

    private Instant now;

    MovableClock(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    synchronized void moveTo(String moment) {
        now = Instant.parse(moment);
    }

    synchronized void move(Duration by) {
        now = now.plus(by);
    }
}
