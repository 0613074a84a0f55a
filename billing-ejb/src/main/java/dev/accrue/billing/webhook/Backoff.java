package dev.accrue.billing.webhook;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a row waits after its n-th failure: ten seconds, doubled each time, at most six hours, spread by a quarter.
 */
public final class Backoff {

    private static final long FIRST = 10_000;
    private static final long LONGEST = Duration.ofHours(6).toMillis();

    private Backoff() {}

    public static Duration after(int attempts) {
        long wait = Math.min(LONGEST, FIRST << Math.min(Math.max(attempts - 1, 0), 20));
        return Duration.ofMillis(wait - wait / 8 + ThreadLocalRandom.current().nextLong(wait / 4));
    }
}
