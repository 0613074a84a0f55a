package dev.accrue.billing.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Tells a worker that there is something to do: one message if none is under way on this node, whatever the number of
 * events.
 *
 * <p>The message carries nothing and may be lost, because the inbox is the truth and the recovery tick looks there. So
 * it is not persistent, belongs to no transaction, and is sent by another thread: whoever stored an event never waits
 * for it.
 */
@ApplicationScoped
public class WakeUp {

    /** The queue's name in the application, on every server; {@code server-config} binds it. */
    public static final String QUEUE = "java:app/jms/billing/WakeUps";

    private static final Logger LOG = Logger.getLogger(WakeUp.class.getName());

    @Inject
    Crew crew;

    private final OnItsWay message = new OnItsWay(System::nanoTime);
    private volatile Optional<Boolean> sent = Optional.empty();

    /** Wakes a worker up, unless one is about to wake up already. */
    public void send() {
        if (!message.begin()) {
            return;
        }
        try {
            crew.execute(this::sendNow);
        } catch (RejectedExecutionException e) {
            message.over();
        }
    }

    /** To be called by the worker before it looks for work; in this order no event falls into a gap. */
    public void received() {
        message.over();
    }

    /** Whether the broker took the last wake-up; empty before the first. */
    public Optional<Boolean> lastWasSent() {
        return sent;
    }

    private void sendNow() {
        try {
            Queue queue = InitialContext.doLookup(QUEUE);
            try (JMSContext context = Connections.factory().createContext()) {
                context.createProducer()
                        .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                        .send(queue, "");
            }
            sent = Optional.of(true);
        } catch (NamingException | JMSRuntimeException e) {
            message.over();
            sent = Optional.of(false);
            LOG.log(Level.FINE, "No wake-up was sent; the recovery tick finds the work", e);
        }
    }
}
