package dev.accrue.billing.webhook;

import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.telemetry.OpsEvent;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the host's handlers: no transaction of ours is open while one works, and none of its failures stops another. */
@Dependent
public class Delivering {

    private static final Logger LOG = Logger.getLogger(Delivering.class.getName());
    private static final int BATCH = 100;

    private final Deliveries deliveries;
    private final Handlers handlers;
    private final HandlerCall call;
    private final Meters meters;

    @Inject
    Delivering(Deliveries deliveries, Handlers handlers, HandlerCall call, Meters meters) {
        this.deliveries = deliveries;
        this.handlers = handlers;
        this.call = call;
        this.meters = meters;
    }

    /** Runs what may start now, and says whether there was anything. */
    boolean runDue() {
        List<Delivery> claimed = deliveries.claim(BATCH);
        List<Delivery> done = new ArrayList<>();
        for (Delivery delivery : claimed) {
            if (run(delivery)) {
                done.add(delivery);
            }
        }
        deliveries.delivered(done);
        return !claimed.isEmpty();
    }

    private boolean run(Delivery delivery) {
        BillingEventHandler handler = handlers.named(delivery.handler()).orElseThrow();
        try {
            call.call(handler, delivery.event());
            return true;
        } catch (Exception | LinkageError | StackOverflowError e) {
            if (deliveries.failed(delivery, e.getClass().getName())) {
                meters.ops(OpsEvent.DELIVERY_DEAD);
            }
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "Handler " + delivery.handler() + " failed on "
                            + delivery.event().type() + " (delivery " + delivery.id() + "); it will be tried again");
            return false;
        }
    }
}
