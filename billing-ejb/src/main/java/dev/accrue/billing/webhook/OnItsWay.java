package dev.accrue.billing.webhook;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether something is on its way that has not arrived yet. What did not arrive after some seconds is taken for lost,
 * or one message that goes down with its broker would be the last that was ever sent.
 */
final class OnItsWay {

    static final Duration LOST_AFTER = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final AtomicLong until;

    /** Nothing yet, by a clock like {@link System#nanoTime()}. */
    OnItsWay(LongSupplier nanos) {
        this.nanos = nanos;
        this.until = new AtomicLong(nanos.getAsLong());
    }

    /** Lets the caller send, unless one is on its way already. */
    boolean begin() {
        long now = nanos.getAsLong();
        long before = until.get();
        return before - now <= 0 && until.compareAndSet(before, now + LOST_AFTER.toNanos());
    }

    /** It arrived, or did not leave. */
    void over() {
        until.set(nanos.getAsLong());
    }
}
