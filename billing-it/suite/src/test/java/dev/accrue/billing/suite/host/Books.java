package dev.accrue.billing.suite.host;

import dev.accrue.billing.event.BillingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;

/** Writes an entry for every event, and does what the event's id asks for. */
@ApplicationScoped
public class Books {

    /** An event with this in its id makes handlers throw at the first attempt, after they wrote. */
    public static final String FAILS_ONCE = "_fails_once_";

    /** While a handler works on an event with this in its id, another node takes its first attempt over. */
    public static final String TAKEN_OVER = "_taken_over_";

    /** Whoever handles an event with this in its id takes the whole process along, whatever the attempt. */
    public static final String ENDS_THE_PROCESS = "_ends_the_process_";

    @PersistenceContext(unitName = "host")
    EntityManager entities;

    @Inject
    OtherNode otherNode;

    /** What the books are about: enough to meet every kind of load. */
    static boolean concern(String eventType) {
        return eventType.equals("customer.updated") || eventType.startsWith("customer.subscription.");
    }

    @Transactional(TxType.MANDATORY)
    public void enter(String handler, BillingEvent event) {
        entities.persist(new Entry(
                UUID.randomUUID().toString(),
                handler,
                event.eventId(),
                event.deliveryId().toString()));
        entities.flush();
        if (event.eventId().contains(ENDS_THE_PROCESS)) {
            Runtime.getRuntime().halt(1);
        }
        if (event.attempt() == 1 && event.eventId().contains(FAILS_ONCE)) {
            throw new IllegalStateException("the books are closed");
        }
        if (event.attempt() == 1 && event.eventId().contains(TAKEN_OVER)) {
            otherNode.takeOver(event.deliveryId());
        }
    }

    /** Does to a delivery what another node does that believes this one dead. */
    @ApplicationScoped
    public static class OtherNode {

        @Inject
        Lab lab;

        @Transactional(TxType.REQUIRES_NEW)
        public void takeOver(UUID delivery) {
            lab.change(
                    "update #webhook_deliveries set lease_token = lease_token + 1 where id = '%s'".formatted(delivery));
        }
    }
}
