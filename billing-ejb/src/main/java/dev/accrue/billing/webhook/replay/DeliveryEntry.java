package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.webhook.DeliveryState;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/**
 * A delivery of an event to one of the host's handlers.
 *
 * @param id its row, by which it is replayed, and the id that the handler is given
 * @param eventRow the event's row
 * @param eventId Stripe's id of the event
 * @param eventType Stripe's type of the event
 * @param handler the handler's name
 * @param subject the object that the event is about
 * @param state where it is in its life
 * @param stateSince since when
 * @param attempts how often it was tried
 * @param created when the event happened, by Stripe
 * @param receivedAt when the event was stored
 * @param lastError what went wrong last; empty when nothing did
 */
public record DeliveryEntry(
        UUID id,
        UUID eventRow,
        String eventId,
        String eventType,
        String handler,
        ObjectKey subject,
        DeliveryState state,
        Instant stateSince,
        int attempts,
        Instant created,
        Instant receivedAt,
        String lastError)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
