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
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.telemetry.OpsEvent;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The deliveries of events to the host's handlers, one row each, and every change of their state.
 *
 * <p>Deliveries of one handler about one object are claimed under the lock of the object's mirror row, so that they
 * never overlap and start in the order in which the events happened.
 */
@Dependent
public class Deliveries {

    /** How many times as long as one handler may take. */
    private static final int LEASE = 4;

    /** What is known of an attempt whose node died. */
    static final String ENDED_WITHOUT_RESULT = "every attempt ended without a result";

    private static final long FIRST_LEASE = 1;
    private static final String COLUMNS = "#webhook_deliveries (id, event_row, handler, account, livemode, object_type,"
            + " object_id, created_at, received_at, state, state_since, attempts, wake_at, lease_token)";
    private static final String UNFINISHED = DeliveryState.UNFINISHED.stream()
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    private final Database database;
    private final Mirror mirror;
    private final Handlers handlers;
    private final BillingConfig config;
    private final SystemClock clock;
    private final Meters meters;

    @Inject
    public Deliveries(
            Database database,
            Mirror mirror,
            Handlers handlers,
            BillingConfig config,
            SystemClock clock,
            Meters meters) {
        this.database = database;
        this.mirror = mirror;
        this.handlers = handlers;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * How long a node has a batch of deliveries to itself before they count as abandoned and are tried again. One that
     * begins in its first half and hangs is given up in its third quarter.
     */
    Duration lease() {
        return config.webhooks().handlerTimeout().multipliedBy(LEASE);
    }

    /**
     * Makes one delivery per event and interested handler, and starts those at once that nothing stands before. The
     * caller holds the locks of the events' objects and runs what was started after its commit.
     *
     * @param events in the order in which they happened
     */
    List<Delivery> create(Tx tx, Collection<StoredEvent> events) throws SQLException {
        List<Fresh> wanted = events.stream().flatMap(this::wanted).toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        Instant now = clock.now();
        Set<Lane> busy = busy(tx, wanted);
        List<Object[]> rows = wanted.stream()
                .map(fresh -> row(
                        fresh.delivery(),
                        fresh.event(),
                        !busy.contains(fresh.delivery().lane()),
                        now))
                .toList();
        Set<UUID> made = tx.insertNew(COLUMNS, "id", row -> row.uuid("id"), row -> (UUID) row[0], rows);
        return wanted.stream()
                .map(Fresh::delivery)
                .filter(delivery -> made.contains(delivery.id()) && !busy.contains(delivery.lane()))
                .toList();
    }

    /** A delivery that is about to be made. */
    private record Fresh(StoredEvent event, Delivery delivery) {}

    private Stream<Fresh> wanted(StoredEvent event) {
        return handlers.interestedIn(event.type()).stream()
                .filter(event::reaches)
                .map(handler -> {
                    UUID id = idOf(event.id(), handler);
                    BillingEvent told =
                            new BillingEvent(id, event.eventId(), event.type(), event.key(), event.created(), 1);
                    return new Fresh(event, new Delivery(id, handler, FIRST_LEASE, told));
                });
    }

    private Object[] row(Delivery delivery, StoredEvent event, boolean starts, Instant now) {
        return new Object[] {
            delivery.id(),
            event.id(),
            delivery.handler(),
            event.key().account().id(),
            event.key().account().livemode(),
            event.key().type(),
            event.key().id(),
            event.created(),
            event.receivedAt(),
            starts ? DeliveryState.RUNNING : DeliveryState.PENDING,
            now,
            starts ? 1 : 0,
            starts ? now.plus(lease()) : now,
            starts ? FIRST_LEASE : 0
        };
    }

    /** The lanes in which something is unfinished, so that new deliveries have to queue. */
    private static Set<Lane> busy(Tx tx, List<Fresh> wanted) throws SQLException {
        List<String> ids = wanted.stream()
                .map(fresh -> fresh.event().key().id())
                .distinct()
                .toList();
        return new HashSet<>(tx.query(
                "select distinct handler, account, livemode, object_type, object_id from #webhook_deliveries"
                        + " where object_id = any(?) and state in " + UNFINISHED,
                row -> new Lane(row.text("handler"), key(row)),
                ids));
    }

    /**
     * Claims deliveries that may start now. Those of one handler about one object come in order, to be run in order.
     */
    List<Delivery> claim(int limit) {
        Claimed claimed = database.inTransaction(tx -> claim(tx, limit));
        while (claimed.started().isEmpty() && claimed.held()) {
            claimed = database.inTransaction(tx -> claim(tx, limit)); // those that were held stood before others
        }
        return claimed.started();
    }

    /** What was started, and whether others will only be due together with the one that holds them. */
    private record Claimed(List<Delivery> started, boolean held) {}

    private Claimed claim(Tx tx, int limit) throws SQLException {
        List<ObjectKey> due = tx.query(
                "select account, livemode, object_type, object_id from #webhook_deliveries where state in " + UNFINISHED
                        + " and wake_at <= ? and " + Inbox.HAS_MOMENT + " order by wake_at limit ?",
                Deliveries::key,
                clock.now(),
                limit);
        Set<ObjectKey> locked = mirror.lockFree(tx, new HashSet<>(due)).stream()
                .map(MirrorRow::key)
                .collect(Collectors.toSet());
        return locked.isEmpty() ? new Claimed(List.of(), false) : start(tx, unfinished(tx, locked));
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
        List<String> ids = keys.stream().map(ObjectKey::id).toList();
        return tx
                .query(
                        "select d.id, d.event_row, d.handler, d.account, d.livemode, d.object_type, d.object_id, d.state,"
                                + " d.attempts, d.wake_at, d.lease_token, e.event_id, e.event_type, e.created_at"
                                + " from #webhook_deliveries d join #webhook_events e on e.id = d.event_row"
                                + " where d.object_id = any(?) and d.state in " + UNFINISHED
                                + " order by d.created_at, d.received_at, d.id",
                        Deliveries::read,
                        ids)
                .stream()
                .filter(waiting -> keys.contains(waiting.key()))
                .toList();
    }

    private Claimed start(Tx tx, List<Waiting> waiting) throws SQLException {
        Instant now = clock.now();
        Map<Lane, List<Waiting>> lanes = waiting.stream()
                .collect(Collectors.groupingBy(
                        one -> new Lane(one.handler(), one.key()), LinkedHashMap::new, Collectors.toList()));
        List<Waiting> orphaned = new ArrayList<>();
        List<Waiting> exhausted = new ArrayList<>();
        List<Waiting> starting = new ArrayList<>();
        boolean held = false;
        for (Map.Entry<Lane, List<Waiting>> lane : lanes.entrySet()) {
            boolean ordered = handlers.isOrdered(lane.getKey().handler());
            List<Waiting> ready = ready(lane.getValue(), ordered, now);
            held |= ordered && hold(tx, lane.getValue(), now);
            if (handlers.named(lane.getKey().handler()).isEmpty()) {
                orphaned.addAll(ready);
            } else {
                ready.forEach(one -> (isExhausted(one) ? exhausted : starting).add(one));
            }
        }
        move(tx, orphaned, DeliveryState.ORPHANED, now, now);
        List<Waiting> batch = oneSuspectAtATime(starting);
        bury(tx, exhausted, now);
        move(tx, batch, DeliveryState.RUNNING, now, now.plus(lease()));
        return new Claimed(batch.stream().map(Deliveries::started).toList(), held);
    }

    /**
     * Those behind one that waits to be tried again are due when it is: as long as they seemed due, so many of them
     * would be looked at each time that the turn of other objects never came. Says whether there were any.
     */
    private static boolean hold(Tx tx, List<Waiting> lane, Instant now) throws SQLException {
        Optional<Waiting> holder = lane.stream()
                .filter(one -> one.wakeAt().isAfter(now))
                .findFirst()
                .filter(one -> one.state() == DeliveryState.FAILED);
        if (holder.isEmpty()) {
            return false;
        }
        List<Object[]> behind = lane.subList(lane.indexOf(holder.get()), lane.size()).stream()
                .filter(one -> !one.wakeAt().isAfter(now))
                .map(one -> new Object[] {one.id()})
                .toList();
        tx.updateAll(
                "update #webhook_deliveries set wake_at = ? where",
                "id",
                behind,
                holder.get().wakeAt());
        return !behind.isEmpty();
    }

    /**
     * Of those that a process took along when it ended nobody knows which one ended it, so each is run by itself: the
     * guilty one takes no other along again and again until all are dead.
     */
    private static List<Waiting> oneSuspectAtATime(List<Waiting> starting) {
        int before = 0;
        while (before < starting.size() && starting.get(before).state() != DeliveryState.RUNNING) {
            before++;
        }
        return starting.subList(0, Math.max(before, Math.min(1, starting.size())));
    }

    /** A delivery whose every attempt ended with the process must stop ending processes. */
    private boolean isExhausted(Waiting one) {
        return one.state() == DeliveryState.RUNNING
                && one.attempts() >= config.webhooks().maxAttempts();
    }

    private void bury(Tx tx, List<Waiting> exhausted, Instant now) throws SQLException {
        move(tx, exhausted, DeliveryState.DEAD, now, now);
        tx.updateAll(
                "update #webhook_deliveries set last_error = ? where",
                "id",
                exhausted.stream().map(one -> new Object[] {one.id()}).toList(),
                ENDED_WITHOUT_RESULT);
        exhausted.forEach(one -> meters.ops(OpsEvent.DELIVERY_DEAD));
    }

    /** The deliveries of one lane that may start now, in order; none while one is running. */
    private static List<Waiting> ready(List<Waiting> lane, boolean ordered, Instant now) {
        boolean running = lane.stream()
                .anyMatch(one ->
                        one.state() == DeliveryState.RUNNING && one.wakeAt().isAfter(now));
        if (running) {
            return List.of();
        }
        Predicate<Waiting> due = one -> !one.wakeAt().isAfter(now);
        return (ordered ? lane.stream().takeWhile(due) : lane.stream().filter(due)).toList();
    }

    private static Delivery started(Waiting one) {
        return new Delivery(
                one.id(),
                one.handler(),
                one.leaseToken() + 1,
                new BillingEvent(
                        one.id(), one.eventId(), one.eventType(), one.key(), one.created(), one.attempts() + 1));
    }

    private static void move(Tx tx, List<Waiting> rows, DeliveryState next, Instant now, Instant wakeAt)
            throws SQLException {
        rows.forEach(row -> check(row.id(), row.state(), next));
        tx.updateAll(
                "update #webhook_deliveries set state = ?, state_since = ?, wake_at = ?, attempts = attempts + ?,"
                        + " lease_token = lease_token + 1 where",
                "id",
                rows.stream().map(row -> new Object[] {row.id()}).toList(),
                next,
                now,
                wakeAt,
                next == DeliveryState.RUNNING ? 1 : 0);
    }

    private static void check(UUID delivery, DeliveryState state, DeliveryState next) {
        if (!state.allows(next)) {
            throw new IllegalStateException("delivery " + delivery + " is " + state + " and cannot become " + next);
        }
    }

    /** Gives deliveries back that were started but did not get their turn; the attempt does not count. */
    void putBack(Collection<Delivery> untouched) {
        if (!untouched.isEmpty()) {
            String back = "wake_at = ?, attempts = attempts - 1";
            database.inTransaction(tx -> end(tx, untouched, DeliveryState.PENDING, back, clock.now()));
        }
    }

    /**
     * Ends the run of deliveries, and says how many were still running under the lease with which they were started: of
     * the others somebody else has the say.
     */
    private int end(Tx tx, Collection<Delivery> run, DeliveryState next, String set, Object... values)
            throws SQLException {
        run.forEach(delivery -> check(delivery.id(), DeliveryState.RUNNING, next));
        return tx.updateAll(
                "update #webhook_deliveries set state = ?, state_since = ?, " + set + " where state = '"
                        + DeliveryState.RUNNING + "' and",
                "(id, lease_token)",
                run.stream()
                        .map(delivery -> new Object[] {delivery.id(), delivery.leaseToken()})
                        .toList(),
                Stream.concat(Stream.of(next, clock.now()), Arrays.stream(values))
                        .toArray());
    }

    void delivered(Collection<Delivery> done) {
        if (!done.isEmpty()) {
            database.inTransaction(tx -> conclude(tx, done));
        }
    }

    /** Concludes in a transaction that is open already, and says how many were still ours. */
    int conclude(Tx tx, Collection<Delivery> done) throws SQLException {
        return end(tx, done, DeliveryState.DELIVERED, "last_error = null");
    }

    /** Records a failure in a transaction of its own, and says whether the delivery is dead now. */
    boolean failed(Delivery delivery, String error) {
        int attempts = delivery.event().attempt();
        boolean last = attempts >= config.webhooks().maxAttempts();
        int ours = database.inTransaction(tx -> end(
                tx,
                List.of(delivery),
                last ? DeliveryState.DEAD : DeliveryState.FAILED,
                "wake_at = ?, last_error = ?",
                clock.now().plus(Backoff.after(attempts)),
                error.substring(0, Math.min(error.length(), 1000))));
        return last && ours > 0;
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
        if (!row.isFinished() || !event.state().allows(EventState.RECEIVED)) {
            obstacle = Optional.of(Obstacle.UNFINISHED);
        } else if (handlers.named(row.handler()).isEmpty()) {
            obstacle = Optional.of(Obstacle.NO_SUCH_HANDLER);
        } else {
            waitAgain(tx, List.of(row));
        }
        return Requeued.of(event, row.handler(), row.state(), obstacle);
    }

    /** Makes those deliveries of replayed events wait again that their replays want. */
    void again(Tx tx, Collection<StoredEvent> replayed) throws SQLException {
        for (StoredEvent event : replayed) {
            boolean evenDelivered = event.redelivery()
                    .filter(wish -> wish.extent() == Redelivery.Extent.ALL)
                    .isPresent();
            waitAgain(
                    tx,
                    known(tx, "event_row", event.id()).stream()
                            .filter(Known::isFinished)
                            .filter(row -> evenDelivered || row.state() != DeliveryState.DELIVERED)
                            .filter(row -> event.reaches(row.handler()))
                            .filter(row -> handlers.named(row.handler()).isPresent())
                            .toList());
        }
    }

    /** What there is of a delivery. */
    private record Known(UUID id, String handler, DeliveryState state) {

        /** Only then is going back to PENDING a replay; one that is running goes back for other reasons. */
        boolean isFinished() {
            return !DeliveryState.UNFINISHED.contains(state) && state.allows(DeliveryState.PENDING);
        }
    }

    private static List<Known> known(Tx tx, String column, UUID value) throws SQLException {
        return tx.query(
                "select id, handler, state from #webhook_deliveries where " + column + " = ? order by id for update",
                row -> new Known(row.uuid("id"), row.text("handler"), DeliveryState.valueOf(row.text("state"))),
                value);
    }

    private void waitAgain(Tx tx, List<Known> rows) throws SQLException {
        rows.forEach(row -> check(row.id(), row.state(), DeliveryState.PENDING));
        Instant now = clock.now();
        tx.updateAll(
                "update #webhook_deliveries set state = ?, state_since = ?, wake_at = ?, attempts = 0,"
                        + " lease_token = lease_token + 1, last_error = null where",
                "id",
                rows.stream().map(row -> new Object[] {row.id()}).toList(),
                DeliveryState.PENDING,
                now,
                now);
    }
}
