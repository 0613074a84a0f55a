package dev.accrue.billing.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Business time that runs with the machine's, shifted by an offset that a demo or a test may change. */
public class MovableClock implements BusinessClock {

    private final SystemClock system;
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    public MovableClock(SystemClock system) {
        this.system = system;
    }

    @Override
    public Instant now() {
        return system.now().plus(offset.get());
    }

    /** Makes the present be the given moment, from where time runs on. */
    public void moveTo(Instant moment) {
        offset.set(Duration.between(system.now(), moment));
    }
}
