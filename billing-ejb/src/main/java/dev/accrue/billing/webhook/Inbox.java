package dev.accrue.billing.webhook;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Refetch;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.telemetry.OpsEvent;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.webhook.Redelivery.Extent;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The events that came in, one row each, and every change of their state.
 *
 * <p>A row changes state only under the lock of the mirror row of its object, so two workers never act on one event.
 */
@Dependent
public class Inbox {

    static final String UNFINISHED =
            EventState.UNFINISHED.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", ", "(", ")"));
    private static final String INSERT_COLUMNS =
            "#webhook_events (id, account, livemode, event_id, endpoint, event_type,"
                    + " object_type, object_id, api_version, created_at, received_at, state, state_since, wake_at, reason, body)";

    /** What the index of what is due says of its rows and a search by object does not, so that none is misled by it. */
    static final String HAS_MOMENT = "wake_at > timestamp with time zone '1970-01-01 00:00:00+00'";

    /** How long storing may take before Stripe is told to come back later. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int MOST_AT_ONCE = 1000;

    /** The object type under which an event without an object is locked and ordered. */
    static final String NO_OBJECT = "event";

    private final Database database;
    private final BillingConfig config;
    private final SystemClock clock;
    private final Meters meters;

    @Inject
    public Inbox(Database database, BillingConfig config, SystemClock clock, Meters meters) {
        this.database = database;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** Stores an event in a transaction of its own, and says whether it was new. */
    boolean store(String endpoint, IncomingEvent event, String body, Optional<String> ignoredBecause) {
        NewEvent one = NewEvent.now(clock.now(), endpoint, event, body, ignoredBecause);
        return !store(List.of(one)).isEmpty();
    }

    /** Stores events in one transaction, and says which rows are new. */
    Set<UUID> store(List<NewEvent> events) {
        return database.inTransaction(PATIENCE, tx -> store(tx, events));
    }

    private Object[] values(NewEvent event) {
        IncomingEvent envelope = event.envelope();
        boolean hasObject =
                envelope.objectId().isPresent() && envelope.objectType().isPresent();
        boolean ignored = event.ignoredBecause().isPresent();
        return new Object[] {
            event.id(),
            envelope.connectedAccount().orElse(Account.PLATFORM),
            envelope.livemode(),
            envelope.id(),
            event.endpoint(),
            envelope.type(),
            hasObject ? envelope.objectType() : NO_OBJECT,
            hasObject ? envelope.objectId() : envelope.id(),
            envelope.apiVersion(),
            envelope.created(),
            event.receivedAt(),
            ignored ? EventState.IGNORED : EventState.RECEIVED,
            event.receivedAt(),
            event.receivedAt().plus(settle()),
            event.ignoredBecause(),
            event.body()
        };
    }

    /** Events settle before an object is fetched; what their own body proves is due at once. */
    private Duration settle() {
        return config.webhooks().refetch() == Refetch.PAYLOAD
                ? Duration.ZERO
                : config.webhooks().settle();
    }

    /** The objects of the events that are due, those that wait longest first. */
    List<ObjectKey> due(Tx tx, int limit) throws SQLException {
        return tx
                .query(
                        "select account, livemode, object_type, object_id from #webhook_events where state in "
                                + UNFINISHED + " and wake_at <= ? and " + HAS_MOMENT + " order by wake_at limit ?",
                        Inbox::key,
                        clock.now(),
                        limit)
                .stream()
                .distinct()
                .toList();
    }

    /** When the next event is due, if any is unfinished. */
    Optional<Instant> nextDue(Tx tx) throws SQLException {
        return tx.find(
                        "select min(wake_at) as next_wake from #webhook_events where state in " + UNFINISHED + " and "
                                + HAS_MOMENT,
                        row -> row.moment("next_wake"))
                .flatMap(next -> next);
    }

    /** All unfinished events of the given objects, whether due or not, oldest first. */
    Map<ObjectKey, List<StoredEvent>> unfinished(Tx tx, Collection<ObjectKey> keys) throws SQLException {
        Map<ObjectKey, List<StoredEvent>> events = new TreeMap<>();
        if (keys.isEmpty()) {
            return events;
        }
        List<StoredEvent> rows = tx.query(
                "select id, account, livemode, object_type, object_id, event_id, event_type, created_at, received_at,"
                        + " state, attempts, body, redelivery, redeliver_to from #webhook_events where object_id = any(?)"
                        + " and state in " + UNFINISHED + " order by created_at, received_at, id limit " + MOST_AT_ONCE,
                Inbox::read,
                keys.stream().map(ObjectKey::id).toList());
        for (StoredEvent event : rows) {
            if (keys.contains(event.key())) {
                events.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
            }
        }
        return events;
    }

    /** Counts an attempt and holds the events until the given moment; if the worker dies, they are due again then. */
    void hold(Tx tx, Collection<StoredEvent> events, Instant until) throws SQLException {
        events.forEach(event -> to(event, EventState.PROCESSING));
        tx.updateAll(
                "update #webhook_events set state = ?, state_since = ?, attempts = attempts + 1, wake_at = ? where",
                "id",
                ids(events),
                EventState.PROCESSING,
                clock.now(),
                until);
    }

    void conclude(Tx tx, Collection<StoredEvent> events) throws SQLException {
        events.forEach(event -> to(event, EventState.PROCESSED));
        tx.updateAll(
                "update #webhook_events set state = ?, state_since = ?, last_error = null where",
                "id",
                ids(events),
                EventState.PROCESSED,
                clock.now());
    }

    /** Says of concluded events why they changed nothing. */
    void explain(Tx tx, Collection<StoredEvent> events, String reason) throws SQLException {
        tx.updateAll("update #webhook_events set reason = ? where", "id", ids(events), reason);
    }

    private static List<Object[]> ids(Collection<StoredEvent> events) {
        return events.stream().map(event -> new Object[] {event.id()}).toList();
    }

    /** Puts events off without counting a failure. */
    void postpone(Tx tx, Collection<StoredEvent> events, Instant until) throws SQLException {
        tx.updateAll("update #webhook_events set wake_at = ? where", "id", ids(events), until);
    }

    /** Gives events back for a reason that is no failure; the attempt does not count. */
    void defer(Tx tx, Collection<StoredEvent> events, Instant until, String reason) throws SQLException {
        Instant now = clock.now();
        tx.batch(
                "update #webhook_events set state = ?, state_since = ?, attempts = attempts - 1, wake_at = ?,"
                        + " last_error = ? where id = ?",
                events.stream()
                        .map(event -> new Object[] {to(event, EventState.DEFERRED), now, until, reason, event.id()})
                        .toList());
        events.forEach(event -> meters.webhookProcessed(event.type(), EventState.DEFERRED.name()));
    }

    /** Records and counts a failed attempt; after the last one the event is dead, which wakes somebody. */
    void fail(Tx tx, Collection<StoredEvent> events, String error) throws SQLException {
        Instant now = clock.now();
        for (StoredEvent event : events) {
            int attempts = event.attempts() + 1;
            EventState next = attempts >= config.webhooks().maxAttempts() ? EventState.DEAD : EventState.FAILED;
            tx.update(
                    "update #webhook_events set state = ?, state_since = ?, attempts = ?, wake_at = ?, last_error = ?"
                            + " where id = ?",
                    to(event, next),
                    now,
                    attempts,
                    now.plus(Backoff.after(attempts)),
                    error.substring(0, Math.min(error.length(), 1000)),
                    event.id());
            meters.webhookProcessed(event.type(), next.name());
            if (next == EventState.DEAD) {
                meters.ops(OpsEvent.EVENT_DEAD);
            }
        }
    }

    private static EventState to(StoredEvent event, EventState next) {
        if (!event.state().allows(next)) {
            throw new IllegalStateException(
                    "event " + event.eventId() + " is " + event.state() + " and cannot become " + next);
        }
        return next;
    }

    private static ObjectKey key(Result row) throws SQLException {
        return new ObjectKey(
                new Account(row.text("account"), row.flag("livemode")), row.text("object_type"), row.text("object_id"));
    }

    private static StoredEvent read(Result row) throws SQLException {
        return new StoredEvent(
                row.uuid("id"),
                key(row),
                row.text("event_id"),
                row.text("event_type"),
                row.moment("created_at").orElseThrow(),
                row.moment("received_at").orElseThrow(),
                EventState.valueOf(row.text("state")),
                row.number("attempts"),
                row.findText("body").map(Json::parse).orElse(JsonValue.EMPTY_JSON_OBJECT),
                redelivery(row));
    }

    private static Optional<Redelivery> redelivery(Result row) throws SQLException {
        Optional<String> extent = row.findText("redelivery");
        String handler = row.findText("redeliver_to").orElse("");
        return extent.map(Extent::valueOf).map(wish -> new Redelivery(wish, handler));
    }

    /** The object of an event, finished or not. */
    Optional<ObjectKey> keyOf(Tx tx, UUID row) throws SQLException {
        return tx.find(
                "select account, livemode, object_type, object_id from #webhook_events where id = ?", Inbox::key, row);
    }

    /** An event, finished or not, locked until the end of the transaction. */
    Optional<StoredEvent> lock(Tx tx, UUID row) throws SQLException {
        return tx.find(
                "select id, account, livemode, object_type, object_id, event_id, event_type, created_at, received_at,"
                        + " state, attempts, body, redelivery, redeliver_to from #webhook_events where id = ?"
                        + " for update",
                Inbox::read,
                row);
    }

    /** Makes a finished event one to be worked on, with all its attempts before it. */
    void again(Tx tx, StoredEvent event, Redelivery redelivery) throws SQLException {
        Instant now = clock.now();
        tx.update(
                "update #webhook_events set state = ?, state_since = ?, attempts = 0, wake_at = ?, reason = null,"
                        + " last_error = null, redelivery = ?, redeliver_to = ? where id = ?",
                to(event, EventState.RECEIVED),
                now,
                now,
                redelivery.extent(),
                redelivery.handler(),
                event.id());
    }

    /** Stores events with what else the transaction does, and says which rows are new. */
    Set<UUID> store(Tx tx, List<NewEvent> events) throws SQLException {
        List<Object[]> rows = events.stream().map(this::values).toList();
        Set<UUID> stored = tx.insertNew(INSERT_COLUMNS, "id", row -> row.uuid("id"), row -> (UUID) row[0], rows);
        events.stream()
                .filter(event -> event.ignoredBecause().isPresent() && stored.contains(event.id()))
                .forEach(event -> meters.webhookProcessed(event.envelope().type(), EventState.IGNORED.name()));
        return stored;
    }
}
