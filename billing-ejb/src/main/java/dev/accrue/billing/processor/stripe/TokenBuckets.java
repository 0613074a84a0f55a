package dev.accrue.billing.processor.stripe;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.processor.Fetch.Urgency;
import dev.accrue.billing.processor.RefusedException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What one node allows itself: so many calls a second to an account, and fewer to one family of its endpoints.
 *
 * <p>A burst passes at once up to half a second's worth; of that, the background may use only half, so that a caller
 * who waits finds room however much there is to fetch. When Stripe answers 429 the rate halves and recovers slowly. Who
 * would have to wait too long is refused here and now, which costs nothing: nothing was sent.
 *
 * @see <a href="https://docs.stripe.com/rate-limits">Stripe: rate limits</a>
 */
final class TokenBuckets implements RateGate {

    /** Refusal: this node's own limit, not Stripe's. */
    static final String OWN_LIMIT = "own_rate_limit";

    private static final int PER_FAMILY = 20;
    private static final Duration CALLERS_PATIENCE = Duration.ofSeconds(10);
    private static final Duration BACKGROUND_PATIENCE = Duration.ofSeconds(5);

    private final int perAccount;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final Map<Account, Bucket> accounts = new ConcurrentHashMap<>();
    private final Map<Family, Bucket> families = new ConcurrentHashMap<>();

    private record Family(Account account, String name) {}

    /** Waits for some nanoseconds. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }

    TokenBuckets(int perAccount) {
        this(perAccount, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    TokenBuckets(int perAccount, LongSupplier nanoTime, Sleeper sleeper) {
        this.perAccount = perAccount;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
    }

    @Override
    public void pass(Account account, String endpointFamily, Urgency urgency) {
        Bucket ofAccount = accounts.computeIfAbsent(account, key -> new Bucket(perAccount));
        Bucket ofFamily = families.computeIfAbsent(
                new Family(account, endpointFamily), key -> new Bucket(Math.min(PER_FAMILY, perAccount)));
        pass(ofFamily, endpointFamily, urgency);
        pass(ofAccount, endpointFamily, urgency);
    }

    @Override
    public void slowDown(Account account, Duration pause) {
        accounts.computeIfAbsent(account, key -> new Bucket(perAccount)).slowDown(pause, nanoTime.getAsLong());
    }

    private void pass(Bucket bucket, String endpointFamily, Urgency urgency) {
        Duration patience = urgency == Urgency.CALLER ? CALLERS_PATIENCE : BACKGROUND_PATIENCE;
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        while (true) {
            long now = nanoTime.getAsLong();
            long wait = bucket.take(urgency, now);
            if (wait <= 0) {
                return;
            }
            if (now + wait - deadline > 0) {
                throw StripeErrors.refused("WAIT " + endpointFamily, Reason.TOO_MANY_REQUESTS, OWN_LIMIT, "");
            }
            sleep(wait, endpointFamily);
        }
    }

    private void sleep(long nanos, String endpointFamily) {
        try {
            sleeper.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StripeErrors.refused("WAIT " + endpointFamily, Reason.TOO_MANY_REQUESTS, OWN_LIMIT, "");
        }
    }

    /**
     * A bucket, kept as the time at which it would be full again: each token moves that time on by one interval, and a
     * call may go while it is not too far ahead of now.
     */
    private static final class Bucket {

        private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

        private final long normalInterval;
        private long interval;
        private long fullAt = Long.MIN_VALUE;
        private long closedUntil = Long.MIN_VALUE;

        Bucket(int perSecond) {
            normalInterval = SECOND / perSecond;
            interval = normalInterval;
        }

        /** Takes a token and gives zero, or says how long to wait before asking again. */
        synchronized long take(Urgency urgency, long now) {
            if (fullAt == Long.MIN_VALUE) {
                fullAt = now;
                closedUntil = now;
            }
            if (closedUntil - now > 0) {
                return closedUntil - now;
            }
            long ahead = Math.max(0, fullAt - now);
            long allowed = urgency == Urgency.CALLER ? SECOND / 2 : SECOND / 4;
            if (ahead + interval > Math.max(allowed, interval)) {
                return ahead + interval - Math.max(allowed, interval);
            }
            fullAt = now + ahead + interval;
            interval = Math.max(normalInterval, interval - interval / 50);
            return 0;
        }

        synchronized void slowDown(Duration pause, long now) {
            interval = Math.min(SECOND, interval * 2);
            closedUntil = now + pause.toNanos();
            fullAt = Math.max(fullAt, now);
        }
    }
}
