package dev.accrue.billing.webhook;

import dev.accrue.billing.mirror.ObjectKey;
import java.util.Optional;

/**
 * What became of the wish to take something finished back into work.
 *
 * @param obstacle why it stayed as it was, if it did
 * @param subject the object that it is about
 * @param eventId Stripe's id of the event
 * @param eventType Stripe's type of the event
 * @param handler the delivery's handler; empty for an event
 * @param stateBefore the state that it was in
 */
public record Requeued(
        Optional<Obstacle> obstacle,
        Optional<ObjectKey> subject,
        String eventId,
        String eventType,
        String handler,
        String stateBefore) {

    static Requeued unknown() {
        return new Requeued(Optional.of(Obstacle.UNKNOWN), Optional.empty(), "", "", "", "");
    }

    static Requeued of(StoredEvent event, Optional<Obstacle> obstacle) {
        return new Requeued(
                obstacle,
                Optional.of(event.key()),
                event.eventId(),
                event.type(),
                "",
                event.state().name());
    }

    static Requeued of(StoredEvent event, String handler, DeliveryState before, Optional<Obstacle> obstacle) {
        return new Requeued(obstacle, Optional.of(event.key()), event.eventId(), event.type(), handler, before.name());
    }

    public boolean isDone() {
        return obstacle.isEmpty();
    }
}
