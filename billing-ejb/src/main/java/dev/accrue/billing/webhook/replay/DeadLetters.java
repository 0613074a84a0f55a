package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * For operators: the inbox and the deliveries, to look at. Whatever their state, dead letters first among them.
 *
 * <p>Reads only, newest first, a bounded number at a time. Who may read is the caller's affair. {@link Replays} does
 * something about what is found here.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeadLetters {

    /** The most that one page holds. */
    public static final int LARGEST_PAGE = 200;

    /** Where counting stops: this many means "so many or more". */
    public static final long MOST_COUNTED = 100_000;

    @Inject
    Database database;

    /**
     * Events.
     *
     * @param from where the page before said that this one starts; empty for the first
     */
    public Listed<EventEntry> events(Filter<EventState> filter, String from, int limit) {
        return page(Selection.EVENTS, filter, from, limit, EventEntry::id);
    }

    /** How many events there are, at most {@value #MOST_COUNTED}. */
    public long countEvents(Filter<EventState> filter) {
        return database.inTransaction(tx -> Selection.EVENTS.count(tx, filter, MOST_COUNTED));
    }

    /**
     * One event by its row.
     *
     * @throws NoSuchObjectException when there is none
     */
    public EventEntry event(UUID id) {
        return database.inTransaction(tx -> Selection.EVENTS.find(tx, id))
                .orElseThrow(() -> new NoSuchObjectException("event", id.toString()));
    }

    /**
     * Deliveries.
     *
     * @param from where the page before said that this one starts; empty for the first
     */
    public Listed<DeliveryEntry> deliveries(Filter<DeliveryState> filter, String from, int limit) {
        return page(Selection.DELIVERIES, filter, from, limit, DeliveryEntry::id);
    }

    /** How many deliveries there are, at most {@value #MOST_COUNTED}. */
    public long countDeliveries(Filter<DeliveryState> filter) {
        return database.inTransaction(tx -> Selection.DELIVERIES.count(tx, filter, MOST_COUNTED));
    }

    /**
     * One delivery by its row.
     *
     * @throws NoSuchObjectException when there is none
     */
    public DeliveryEntry delivery(UUID id) {
        return database.inTransaction(tx -> Selection.DELIVERIES.find(tx, id))
                .orElseThrow(() -> new NoSuchObjectException("delivery", id.toString()));
    }

    private <T extends Serializable> Listed<T> page(
            Selection<T> selection, Filter<?> filter, String from, int limit, Function<T, UUID> id) {
        int size = Math.max(1, Math.min(limit, LARGEST_PAGE));
        Optional<UUID> below = from.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(from));
        List<T> found = database.inTransaction(tx -> selection.newest(tx, filter, below, size + 1));
        if (found.size() <= size) {
            return new Listed<>(found, "");
        }
        List<T> shown = List.copyOf(found.subList(0, size));
        return new Listed<>(shown, id.apply(shown.get(size - 1)).toString());
    }
}
