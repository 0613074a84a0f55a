package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointMode;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes finished events and deliveries back into work, from where the one path of every event goes on with them.
 *
 * <p>It locks the mirror row of the object first and the event's row second, so nobody else changes either meanwhile,
 * and what is not finished stays as it is.
 */
@Dependent
public class Requeue {

    private final Mirror mirror;
    private final Inbox inbox;
    private final Deliveries deliveries;
    private final Handlers handlers;
    private final BillingConfig config;

    @Inject
    Requeue(Mirror mirror, Inbox inbox, Deliveries deliveries, Handlers handlers, BillingConfig config) {
        this.mirror = mirror;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.handlers = handlers;
        this.config = config;
    }

    /** An event with its effect on the mirror, and those of its deliveries that the replay wants. */
    public Requeued event(Tx tx, UUID eventRow, Redelivery redelivery) throws SQLException {
        Optional<ObjectKey> key = inbox.keyOf(tx, eventRow);
        if (key.isEmpty()) {
            return Requeued.unknown();
        }
        MirrorRow row = mirror.lock(tx, key.get());
        Optional<StoredEvent> event = inbox.lock(tx, eventRow);
        if (event.isEmpty()) {
            return Requeued.unknown();
        }
        Optional<Obstacle> obstacle = obstacle(tx, row, event.get(), redelivery);
        if (obstacle.isEmpty()) {
            inbox.again(tx, event.get(), redelivery);
        }
        return Requeued.of(event.get(), obstacle);
    }

    /** One delivery of an event that is finished itself. */
    public Requeued delivery(Tx tx, UUID delivery) throws SQLException {
        Optional<UUID> eventRow = deliveries.eventRowOf(tx, delivery);
        Optional<ObjectKey> key = eventRow.isEmpty() ? Optional.empty() : inbox.keyOf(tx, eventRow.get());
        if (key.isEmpty()) {
            return Requeued.unknown();
        }
        mirror.lock(tx, key.get());
        Optional<StoredEvent> event = inbox.lock(tx, eventRow.get());
        return event.isEmpty() ? Requeued.unknown() : deliveries.again(tx, event.get(), delivery);
    }

    private Optional<Obstacle> obstacle(Tx tx, MirrorRow row, StoredEvent event, Redelivery redelivery)
            throws SQLException {
        if (!event.state().allows(EventState.RECEIVED)) {
            return Optional.of(Obstacle.UNFINISHED);
        }
        if (!isOurs(event)) {
            return Optional.of(Obstacle.NOT_OURS);
        }
        if (event.json().isEmpty() && Source.needsBody(row, event) && !mirrorKnowsParent(tx, row.key())) {
            return Optional.of(Obstacle.BODY_ERASED);
        }
        boolean noHandler = !redelivery.handler().isEmpty()
                && handlers.named(redelivery.handler()).isEmpty();
        return noHandler ? Optional.of(Obstacle.NO_SUCH_HANDLER) : Optional.empty();
    }

    /** Then the object can be read below its parent, even if no event names it any more. */
    private boolean mirrorKnowsParent(Tx tx, ObjectKey key) throws SQLException {
        return mirror.raw(tx, key)
                .flatMap(raw -> Rereader.parentNamedIn(raw, key))
                .isPresent();
    }

    /** The door's judgement once more, with today's configuration. */
    private boolean isOurs(StoredEvent event) {
        boolean known = event.state() != EventState.IGNORED
                || event.key().account().isPlatform()
                || config.webhooks().endpoints().stream().anyMatch(endpoint -> endpoint.mode() == EndpointMode.CONNECT);
        return known && event.key().account().livemode() == config.livemode();
    }
}
