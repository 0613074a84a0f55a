package dev.accrue.billing.webhook;

import dev.accrue.billing.event.BillingEvent;
import java.util.UUID;

/**
 * A delivery that this node is running.
 *
 * @param id the delivery's row
 * @param handler the handler's name
 * @param leaseToken fences off a node that took too long
 * @param event what the handler is told
 */
record Delivery(UUID id, String handler, long leaseToken, BillingEvent event) {

    Lane lane() {
        return new Lane(handler, event.subject());
    }
}
