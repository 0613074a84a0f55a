package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Redelivery;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/**
 * For operators: takes finished events and deliveries back into work, and fetches events that never arrived.
 *
 * <p>A replayed event goes the one way that every event goes: its object is mirrored again by the same rules, its first
 * fact stays, and the replay is a fact of its own. Only what is finished is replayed; what is being worked on is
 * refused, so nothing is ever done twice at once.
 *
 * <p><strong>Transactions.</strong> A caller's transaction is suspended. <strong>Idempotency.</strong> The same
 * operation id of the same operator is the same replay and gives back what became of it. <strong>Many.</strong> A
 * replay of many things, or from Stripe, is a row that the ticks of all nodes work off in turn; it outlives the
 * process. Who may do this is the caller's affair; who does it is told by {@link dev.accrue.billing.actor.CallContext}.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Replays {

    /** How many one replay takes unless it is forced. */
    public static final long MOST = 10_000;

    @Inject
    SingleReplays single;

    @Inject
    BulkReplays bulk;

    @Inject
    ReplayStore store;

    @Inject
    Database database;

    /**
     * Replays one event: its mirroring, and the deliveries that have not been done.
     *
     * @throws ReplayRefusedException when it is not finished, or cannot be replayed any more
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     */
    public Replay event(UUID event, Instruction instruction) {
        return event(event, Redelivery.undelivered(), instruction);
    }

    /** As {@link #event(UUID, Instruction)}, with a choice of deliveries. */
    public Replay event(UUID event, Redelivery redelivery, Instruction instruction) {
        return single.event(event, redelivery, instruction);
    }

    /**
     * Makes one delivery again, even one that was delivered, with the same delivery id.
     *
     * @throws ReplayRefusedException when it or its event is not finished, or its handler does not exist
     */
    public Replay delivery(UUID delivery, Instruction instruction) {
        return single.delivery(delivery, instruction);
    }

    /** How many events a replay would take, at most {@value DeadLetters#MOST_COUNTED}. Changes nothing. */
    public long wouldReplayEvents(Filter<EventState> filter) {
        return database.inTransaction(
                tx -> Selection.EVENTS.count(tx, BulkReplays.replayableEvents(filter), DeadLetters.MOST_COUNTED));
    }

    /** How many deliveries a replay would take, at most {@value DeadLetters#MOST_COUNTED}. Changes nothing. */
    public long wouldReplayDeliveries(Filter<DeliveryState> filter) {
        return database.inTransaction(tx ->
                Selection.DELIVERIES.count(tx, BulkReplays.replayableDeliveries(filter), DeadLetters.MOST_COUNTED));
    }

    /**
     * Begins to replay all events that the filter finds now; dead ones, unless it names states.
     *
     * @param forced whether it may be more than {@value #MOST}
     * @throws ReplayRefusedException when these are too many, or the filter names a state that is not finished
     */
    public Replay events(Filter<EventState> filter, Redelivery redelivery, boolean forced, Instruction instruction) {
        return bulk.begin(
                ReplayKind.EVENTS,
                Selection.EVENTS,
                BulkReplays.replayableEvents(filter),
                redelivery,
                forced,
                instruction);
    }

    /** Begins to make all deliveries again that the filter finds now; dead ones, unless it names states. */
    public Replay deliveries(Filter<DeliveryState> filter, boolean forced, Instruction instruction) {
        return bulk.begin(
                ReplayKind.DELIVERIES,
                Selection.DELIVERIES,
                BulkReplays.replayableDeliveries(filter),
                Redelivery.all(),
                forced,
                instruction);
    }

    /**
     * Begins to look through Stripe's own list for events that the inbox does not know, and to take them in. Known ones
     * are left alone.
     *
     * @throws ReplayRefusedException when the window begins more than 30 days ago
     * @see <a href="https://docs.stripe.com/api/events/list">Stripe: list all events</a>
     */
    public Replay fromStripe(Window window, Instruction instruction) {
        return bulk.recover(window, instruction);
    }

    /**
     * A replay, and how far it got.
     *
     * @throws dev.accrue.billing.NoSuchObjectException when there is none
     */
    public Replay get(UUID id) {
        return database.inTransaction(tx -> store.get(tx, id));
    }

    /** The newest replays of all kinds, newest first, at most {@value DeadLetters#LARGEST_PAGE}. */
    public List<Replay> newest(int limit) {
        return database.inTransaction(tx -> store.newest(tx, Math.max(1, Math.min(limit, DeadLetters.LARGEST_PAGE))));
    }

    /**
     * Stops a replay; what it did stays done. Again, it changes nothing.
     *
     * @throws ReplayRefusedException when it is over
     */
    public Replay cancel(UUID id, Instruction instruction) {
        return bulk.cancel(id, instruction);
    }

    /**
     * Lets a replay that failed go on from where it was. Again, it changes nothing.
     *
     * @throws ReplayRefusedException when it is over
     */
    public Replay resume(UUID id, Instruction instruction) {
        return bulk.resume(id, instruction);
    }
}
