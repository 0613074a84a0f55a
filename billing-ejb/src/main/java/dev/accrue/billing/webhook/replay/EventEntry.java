package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.webhook.EventState;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/**
 * An event in the inbox, without its body.
 *
 * @param id its row, by which it is replayed
 * @param eventId Stripe's id
 * @param type Stripe's type
 * @param subject the object that it is about; an event without an object is its own
 * @param endpoint the door that it came through
 * @param state where it is in its life
 * @param stateSince since when
 * @param attempts how often it was tried
 * @param created when it happened, by Stripe
 * @param receivedAt when it was stored
 * @param reason why it is ignored; empty when it is not
 * @param lastError what went wrong last; empty when nothing did
 * @param hasBody whether its body was kept until now
 */
public record EventEntry(
        UUID id,
        String eventId,
        String type,
        ObjectKey subject,
        String endpoint,
        EventState state,
        Instant stateSince,
        int attempts,
        Instant created,
        Instant receivedAt,
        String reason,
        String lastError,
        boolean hasBody)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
