package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The handlers that hang on this node, and are therefore left alone for a while: each time that one is waited for in
 * vain, nobody else's deliveries are run by that hand.
 *
 * <p>One delivery that hangs says something about that delivery; two, and none that went well between them, about the
 * handler. What comes for it meanwhile fails at once and is tried again later, as if it had hung. After the while one
 * delivery tries it out for all others.
 */
@ApplicationScoped
class HungHandlers {

    private static final int ENOUGH = 2;

    /** How many timeouts long: a handler that hangs for ever has no more than a tenth of one hand. */
    private static final int WHILE = 10;

    private final BillingConfig config;
    private final SystemClock clock;
    private final Map<String, Hung> hung = new ConcurrentHashMap<>();

    @Inject
    HungHandlers(BillingConfig config, SystemClock clock) {
        this.config = config;
        this.clock = clock;
    }

    @SuppressWarnings("NullAway")
    protected HungHandlers() { // CDI requires it for the proxy
        this(null, null);
    }

    /** How often it hung since a delivery went well, and until when it is left alone. */
    private record Hung(int times, Instant until) {}

    /** Whether a handler may be called now; if it is to be tried out, only the first who asks may. */
    boolean mayBeCalled(String handler) {
        Hung last = hung.get(handler);
        if (last == null || last.times() < ENOUGH) {
            return true;
        }
        return !clock.now().isBefore(last.until()) && hung.replace(handler, last, aWhile(last.times()));
    }

    void hung(String handler) {
        hung.merge(handler, aWhile(1), (last, one) -> aWhile(last.times() + one.times()));
    }

    void delivered(Collection<Delivery> deliveries) {
        if (!hung.isEmpty()) {
            deliveries.forEach(delivery -> hung.remove(delivery.handler()));
        }
    }

    private Hung aWhile(int times) {
        Duration length = config.webhooks().handlerTimeout().multipliedBy(WHILE);
        return new Hung(times, clock.now().plus(length));
    }
}
