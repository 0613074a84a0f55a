package dev.accrue.billing.webhook;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The deliveries of events to the host's handlers, one row each, and every change of their state.
 *
 * <p>Deliveries of one handler about one object are claimed under the lock of the object's mirror row, so that they
 * never overlap and start in the order in which the events happened.
 */
@ApplicationScoped
public class Deliveries {

    /** How long a handler may take before its delivery counts as abandoned and is tried again. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final String UNFINISHED = DeliveryState.UNFINISHED.stream()
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    private final Database database;
    private final Mirror mirror;
    private final Handlers handlers;
    private final BillingConfig config;
    private final SystemClock clock;

    @Inject
    public Deliveries(Database database, Mirror mirror, Handlers handlers, BillingConfig config, SystemClock clock) {
        this.database = database;
        this.mirror = mirror;
        this.handlers = handlers;
        this.config = config;
        this.clock = clock;
    }

    protected Deliveries() { // CDI requires it for the proxy
        this(null, null, null, null, null);
    }

    /** Makes one delivery per event and interested handler. */
    void create(Tx tx, Collection<StoredEvent> events) throws SQLException {
        Instant now = clock.now();
        List<Object[]> rows = new ArrayList<>();
        for (StoredEvent event : events) {
            for (String handler : handlers.interestedIn(event.type())) {
                if (!event.reaches(handler)) {
                    continue;
                }
                rows.add(new Object[] {
                    idOf(event.id(), handler),
                    event.id(),
                    handler,
                    event.key().account().id(),
                    event.key().account().livemode(),
                    event.key().type(),
                    event.key().id(),
                    event.created(),
                    event.receivedAt(),
                    DeliveryState.PENDING,
                    now,
                    now
                });
            }
        }
        tx.insertAllIfAbsent(
                "insert into #webhook_deliveries (id, event_row, handler, account, livemode, object_type, object_id,"
                        + " created_at, received_at, state, state_since, wake_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
    }

    /** Claims deliveries that may start now, at most one per handler and object. */
    List<Delivery> claim(int limit) {
        return database.inTransaction(tx -> claim(tx, limit));
    }

    private List<Delivery> claim(Tx tx, int limit) throws SQLException {
        List<ObjectKey> due = tx.query(
                "select account, livemode, object_type, object_id from #webhook_deliveries where state in " + UNFINISHED
                        + " and wake_at <= ? order by wake_at limit ?",
                Deliveries::key,
                clock.now(),
                limit);
        Set<ObjectKey> locked = mirror.lockFree(tx, new HashSet<>(due)).stream()
                .map(MirrorRow::key)
                .collect(Collectors.toSet());
        return locked.isEmpty() ? List.of() : start(tx, unfinished(tx, locked));
    }

    /** A delivery that is not finished. */
    private record Waiting(
            UUID id,
            UUID eventRow,
            String handler,
            ObjectKey key,
            DeliveryState state,
            int attempts,
            Instant wakeAt,
            long leaseToken,
            String eventId,
            String eventType,
            Instant created) {}

    private List<Waiting> unfinished(Tx tx, Set<ObjectKey> keys) throws SQLException {
        Object[] ids = keys.stream().map(ObjectKey::id).toArray();
        return tx
                .query(
                        "select d.id, d.event_row, d.handler, d.account, d.livemode, d.object_type, d.object_id, d.state,"
                                + " d.attempts, d.wake_at, d.lease_token, e.event_id, e.event_type, e.created_at"
                                + " from #webhook_deliveries d join #webhook_events e on e.id = d.event_row"
                                + " where d.object_id in (" + String.join(", ", Collections.nCopies(ids.length, "?"))
                                + ") and d.state in " + UNFINISHED
                                + " order by d.created_at, d.received_at, d.id",
                        Deliveries::read,
                        ids)
                .stream()
                .filter(waiting -> keys.contains(waiting.key()))
                .toList();
    }

    private List<Delivery> start(Tx tx, List<Waiting> waiting) throws SQLException {
        Instant now = clock.now();
        List<Waiting> starting = new ArrayList<>();
        Map<List<Object>, List<Waiting>> queues =
                waiting.stream().collect(Collectors.groupingBy(one -> List.of(one.handler(), one.key())));
        for (List<Waiting> queue : queues.values()) {
            next(queue, now).ifPresent(starting::add);
        }
        List<Waiting> orphaned = starting.stream()
                .filter(one -> handlers.named(one.handler()).isEmpty())
                .toList();
        starting.removeAll(orphaned);
        move(tx, orphaned, DeliveryState.ORPHANED, now, now);
        List<Waiting> exhausted = starting.stream()
                .filter(one -> one.attempts() >= config.webhooks().maxAttempts())
                .toList();
        starting.removeAll(exhausted);
        move(tx, exhausted, DeliveryState.DEAD, now, now);
        move(tx, starting, DeliveryState.RUNNING, now, now.plus(LEASE));
        return starting.stream()
                .map(one -> new Delivery(
                        one.id(),
                        one.handler(),
                        one.leaseToken() + 1,
                        new BillingEvent(
                                one.id(),
                                one.eventId(),
                                one.eventType(),
                                one.key(),
                                one.created(),
                                one.attempts() + 1)))
                .toList();
    }

    /** The delivery of one handler about one object that may start now, of those unfinished in order. */
    private Optional<Waiting> next(List<Waiting> queue, Instant now) {
        boolean ordered = handlers.isOrdered(queue.get(0).handler());
        for (Waiting one : queue) {
            boolean due = !one.wakeAt().isAfter(now);
            if (one.state() == DeliveryState.RUNNING && !due) {
                return Optional.empty();
            }
            if (due) {
                return queue.stream()
                                .anyMatch(other -> other.state() == DeliveryState.RUNNING
                                        && other.wakeAt().isAfter(now))
                        ? Optional.empty()
                        : Optional.of(one);
            }
            if (ordered) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static void move(Tx tx, List<Waiting> rows, DeliveryState next, Instant now, Instant wakeAt)
            throws SQLException {
        tx.batch(
                "update #webhook_deliveries set state = ?, state_since = ?, wake_at = ?, attempts = attempts + ?,"
                        + " lease_token = lease_token + 1 where id = ?",
                rows.stream()
                        .map(row -> new Object[] {next, now, wakeAt, next == DeliveryState.RUNNING ? 1 : 0, row.id()})
                        .toList());
    }

    void delivered(Collection<Delivery> done) {
        if (done.isEmpty()) {
            return;
        }
        Instant now = clock.now();
        database.doInTransaction(tx -> tx.batch(
                "update #webhook_deliveries set state = ?, state_since = ?, last_error = null"
                        + " where id = ? and lease_token = ?",
                done.stream()
                        .map(delivery ->
                                new Object[] {DeliveryState.DELIVERED, now, delivery.id(), delivery.leaseToken()})
                        .toList()));
    }

    /** Records a failure in a transaction of its own, and says whether the delivery is dead now. */
    boolean failed(Delivery delivery, String error) {
        Instant now = clock.now();
        int attempts = delivery.event().attempt();
        boolean dead = attempts >= config.webhooks().maxAttempts();
        database.doInTransaction(tx -> tx.update(
                "update #webhook_deliveries set state = ?, state_since = ?, wake_at = ?, last_error = ?"
                        + " where id = ? and lease_token = ?",
                dead ? DeliveryState.DEAD : DeliveryState.FAILED,
                now,
                now.plus(Backoff.after(attempts)),
                error.substring(0, Math.min(error.length(), 1000)),
                delivery.id(),
                delivery.leaseToken()));
        return dead;
    }

    /** Sorts like the event's row and is the same for the same event and handler. */
    private static UUID idOf(UUID eventRow, String handler) {
        UUID hash = UUID.nameUUIDFromBytes((eventRow + handler).getBytes(StandardCharsets.UTF_8));
        return new UUID(eventRow.getMostSignificantBits(), hash.getLeastSignificantBits());
    }

    private static ObjectKey key(Result row) throws SQLException {
        return new ObjectKey(
                new Account(row.text("account"), row.flag("livemode")), row.text("object_type"), row.text("object_id"));
    }

    private static Waiting read(Result row) throws SQLException {
        return new Waiting(
                row.uuid("id"),
                row.uuid("event_row"),
                row.text("handler"),
                key(row),
                DeliveryState.valueOf(row.text("state")),
                row.number("attempts"),
                row.moment("wake_at").orElseThrow(),
                row.whole("lease_token"),
                row.text("event_id"),
                row.text("event_type"),
                row.moment("created_at").orElseThrow());
    }

    /** The event of a delivery. */
    Optional<UUID> eventRowOf(Tx tx, UUID delivery) throws SQLException {
        return tx.find(
                "select event_row from #webhook_deliveries where id = ?", row -> row.uuid("event_row"), delivery);
    }

    /** Makes one finished delivery wait for its turn again. The caller has locked its object and its event. */
    Requeued again(Tx tx, StoredEvent event, UUID delivery) throws SQLException {
        Optional<Known> found = known(tx, "id", delivery).stream().findFirst();
        if (found.isEmpty()) {
            return Requeued.unknown();
        }
        Known row = found.get();
        Optional<Obstacle> obstacle = Optional.empty();
        if (!row.state().allows(DeliveryState.PENDING) || !event.state().allows(EventState.RECEIVED)) {
            obstacle = Optional.of(Obstacle.UNFINISHED);
        } else if (handlers.named(row.handler()).isEmpty()) {
            obstacle = Optional.of(Obstacle.NO_SUCH_HANDLER);
        } else {
            putBack(tx, List.of(row));
        }
        return Requeued.of(event, row.handler(), row.state(), obstacle);
    }

    /** Makes those deliveries of replayed events wait again that their replays want. */
    void again(Tx tx, Collection<StoredEvent> replayed) throws SQLException {
        for (StoredEvent event : replayed) {
            boolean evenDelivered = event.redelivery()
                    .filter(wish -> wish.extent() == Redelivery.Extent.ALL)
                    .isPresent();
            putBack(
                    tx,
                    known(tx, "event_row", event.id()).stream()
                            .filter(row -> row.state().allows(DeliveryState.PENDING))
                            .filter(row -> evenDelivered || row.state() != DeliveryState.DELIVERED)
                            .filter(row -> event.reaches(row.handler()))
                            .filter(row -> handlers.named(row.handler()).isPresent())
                            .toList());
        }
    }

    /** What there is of a delivery. */
    private record Known(UUID id, String handler, DeliveryState state) {}

    private static List<Known> known(Tx tx, String column, UUID value) throws SQLException {
        return tx.query(
                "select id, handler, state from #webhook_deliveries where " + column + " = ? order by id for update",
                row -> new Known(row.uuid("id"), row.text("handler"), DeliveryState.valueOf(row.text("state"))),
                value);
    }

    private void putBack(Tx tx, List<Known> rows) throws SQLException {
        Instant now = clock.now();
        tx.batch(
                "update #webhook_deliveries set state = ?, state_since = ?, wake_at = ?, attempts = 0,"
                        + " lease_token = lease_token + 1, last_error = null where id = ?",
                rows.stream()
                        .map(row -> new Object[] {DeliveryState.PENDING, now, now, row.id()})
                        .toList());
    }
}
