package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.telemetry.OpsEvent;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the host's handlers: no transaction of ours is open while one works, none of its failures stops another, and one
 * that hangs is given up, and left alone when it goes on so.
 */
@Dependent
public class Delivering {

    private static final Logger LOG = Logger.getLogger(Delivering.class.getName());
    private static final int BATCH = 100;

    private final Crew crew;
    private final Deliveries deliveries;
    private final Handlers handlers;
    private final HandlerCall call;
    private final HungHandlers hung;
    private final BillingConfig config;
    private final Meters meters;

    @Inject
    Delivering(
            Crew crew,
            Deliveries deliveries,
            Handlers handlers,
            HandlerCall call,
            HungHandlers hung,
            BillingConfig config,
            Meters meters) {
        this.crew = crew;
        this.deliveries = deliveries;
        this.handlers = handlers;
        this.call = call;
        this.hung = hung;
        this.config = config;
        this.meters = meters;
    }

    /** Runs what may start now, and says whether there was anything. */
    boolean runDue() {
        long begin = System.nanoTime();
        List<Delivery> claimed = deliveries.claim(BATCH);
        run(claimed, begin);
        return !claimed.isEmpty();
    }

    /**
     * Runs deliveries that were started, one after the other, and concludes each of them. None begins in the second
     * half of their lease: the rest is put back, and whoever takes it next has a whole lease for it.
     *
     * @param begin when the oldest of the leases began, or a little before, by {@link System#nanoTime}
     */
    void run(List<Delivery> started, long begin) {
        Set<Lane> held = ConcurrentHashMap.newKeySet();
        BooleanSupplier inTime =
                () -> System.nanoTime() - begin < deliveries.lease().toNanos() / 2;
        List<Delivery> rest = started;
        while (!rest.isEmpty() && inTime.getAsBoolean()) {
            rest = runSome(rest, held, inTime);
        }
        deliveries.putBack(rest);
    }

    /** Runs until the end, until time is up or until a handler hangs, and gives what is left. */
    private List<Delivery> runSome(List<Delivery> batch, Set<Lane> held, BooleanSupplier inTime) {
        HandlerRun run = new HandlerRun(
                batch, delivery -> !held.contains(delivery.lane()), inTime, delivery -> call(delivery, held));
        Future<?> thread = crew.submit(run);
        HandlerRun.Report report = run.await(config.webhooks().handlerTimeout());
        deliveries.delivered(report.delivered());
        hung.delivered(report.delivered());
        deliveries.putBack(report.skipped());
        report.failed().forEach((delivery, error) -> failed(delivery, error, held));
        report.hanging().ifPresent(delivery -> {
            thread.cancel(true);
            hung.hung(delivery.handler());
            failed(delivery, "gave no sign for " + config.webhooks().handlerTimeout(), held);
        });
        return report.untouched();
    }

    private void call(Delivery delivery, Set<Lane> held) throws Exception {
        boolean done = false;
        try {
            if (!hung.mayBeCalled(delivery.handler())) {
                throw new HandlerHangsException(delivery.handler());
            }
            call.call(handlers.named(delivery.handler()).orElseThrow(), delivery);
            done = true;
        } finally {
            if (!done && handlers.isOrdered(delivery.handler())) {
                held.add(delivery.lane());
            }
        }
    }

    private void failed(Delivery delivery, String error, Set<Lane> held) {
        if (handlers.isOrdered(delivery.handler())) {
            held.add(delivery.lane());
        }
        if (deliveries.failed(delivery, error)) {
            meters.ops(OpsEvent.DELIVERY_DEAD);
        }
        LOG.log(Level.WARNING, "Handler {0} failed on {1} (delivery {2}, attempt {3}): {4}", new Object[] {
            delivery.handler(),
            delivery.event().type(),
            delivery.id(),
            delivery.event().attempt(),
            error
        });
    }
}
