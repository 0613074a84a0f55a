package dev.accrue.billing.event;

/**
 * A host's reaction to billing events: a CDI bean that implements this interface is found by itself.
 *
 * <p><strong>At least once.</strong> Each event is delivered to each interested handler in a transaction of the host's
 * own, apart from the module's tables and apart from other handlers. When the handler throws, its transaction rolls
 * back and it is tried again later, on its own schedule, until it is dead and an operator decides. After a crash a
 * delivery that had succeeded may come once more: {@link BillingEvent#deliveryId()} tells.
 *
 * <p><strong>Order.</strong> Deliveries to one handler about one object never overlap and start in the order in which
 * the events happened. One that waits to be tried again lets later ones pass, unless {@link #ordered()}. A handler that
 * takes longer than {@code billing.handlers.timeout} is interrupted and tried again later; if it goes on regardless, it
 * may overlap with what comes next. One that does so twice, and well not once between, is not called for a while:
 * deliveries fail meanwhile as if it had thrown.
 */
public interface BillingEventHandler {

    /**
     * The stable name under which deliveries are kept. Renaming a handler orphans what was under way, so do not derive
     * it from the class. Two handlers of one name stop the deployment.
     */
    String name();

    /** Whether events of this type concern the handler; asked once for every event. */
    boolean handles(String eventType);

    /**
     * Reacts. Any exception means "try again later".
     *
     * @throws Exception when the event could not be handled now
     */
    void on(BillingEvent event) throws Exception;

    /**
     * Whether the handler's own transaction also concludes the delivery, so that its effect happens exactly once. Only
     * where the handler works on the very datasource of the module.
     */
    default boolean atomic() {
        return false;
    }

    /**
     * Whether a delivery that waits to be tried again holds back later ones about the same object, until it is
     * delivered or dead. A dead one holds back nothing: if it is replayed, it comes after those that were later.
     */
    default boolean ordered() {
        return false;
    }
}
