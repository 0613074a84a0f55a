package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads events or deliveries by filter. Rows are paged by their ids, which are ordered by when the event came, so a
 * page costs the same wherever it is.
 */
final class Selection<T> {

    static final Selection<EventEntry> EVENTS = new Selection<>(
            "e",
            "#webhook_events e",
            "e.id, e.event_id, e.event_type, e.account, e.livemode, e.object_type, e.object_id, e.endpoint, e.state,"
                    + " e.state_since, e.attempts, e.created_at, e.received_at, e.reason, e.last_error,"
                    + " e.body is not null as has_body",
            Selection::event);
    static final Selection<DeliveryEntry> DELIVERIES = new Selection<>(
            "d",
            "#webhook_deliveries d join #webhook_events e on e.id = d.event_row",
            "d.id, d.event_row, e.event_id, e.event_type, d.account, d.livemode, d.object_type, d.object_id, d.handler,"
                    + " d.state, d.state_since, d.attempts, d.created_at, d.received_at, d.last_error",
            Selection::delivery);

    private final String row;
    private final String from;
    private final String columns;
    private final Tx.Reader<T> reader;

    private Selection(String row, String from, String columns, Tx.Reader<T> reader) {
        this.row = row;
        this.from = from;
        this.columns = columns;
        this.reader = reader;
    }

    /** A row that a replay may take, with the object to lock. */
    record Candidate(UUID id, ObjectKey key) {

        /** As everybody locks them. */
        static final Comparator<Candidate> LOCKING_ORDER =
                Comparator.comparing(Candidate::key).thenComparing(Candidate::id);
    }

    /** The newest, from just below the given row on. */
    List<T> newest(Tx tx, Filter<?> filter, Optional<UUID> below, int limit) throws SQLException {
        Where where = where(filter);
        below.ifPresent(id -> where.and(row + ".id < ?", id));
        return tx.query(
                "select " + columns + " from " + from + where.sql() + " order by " + row + ".id desc limit ?",
                reader,
                where.parameters(limit));
    }

    Optional<T> find(Tx tx, UUID id) throws SQLException {
        return tx.find("select " + columns + " from " + from + " where " + row + ".id = ?", reader, id);
    }

    /** How many there are, counting no further than the limit. */
    long count(Tx tx, Filter<?> filter, long limit) throws SQLException {
        Where where = where(filter);
        return tx.find(
                        "select count(*) as found from (select " + row + ".id from " + from + where.sql()
                                + " limit ?) counted",
                        found -> found.whole("found"),
                        where.parameters(limit))
                .orElse(0L);
    }

    /** The oldest from just above the given row on, of those received by a moment. */
    List<Candidate> oldest(Tx tx, Filter<?> filter, Optional<UUID> above, Instant receivedBy, int limit)
            throws SQLException {
        Where where = where(filter).and("e.received_at <= ?", receivedBy);
        above.ifPresent(id -> where.and(row + ".id > ?", id));
        return tx.query(
                "select " + row + ".id, e.account, e.livemode, e.object_type, e.object_id from " + from + where.sql()
                        + " order by " + row + ".id limit ?",
                found -> new Candidate(found.uuid("id"), key(found)),
                where.parameters(limit));
    }

    private Where where(Filter<?> filter) {
        Where where = new Where()
                .amongStates(row + ".state", filter.states())
                .ofTypes("e.event_type", filter.types())
                .among("e.account", filter.accounts())
                .among("e.endpoint", filter.endpoints())
                .among("e.event_id", filter.eventIds());
        if (filter.mode() != Mode.ANY) {
            where.and("e.livemode = ?", filter.mode() == Mode.LIVE);
        }
        if (filter.since().isAfter(Instant.EPOCH)) {
            where.and("e.received_at >= ?", filter.since());
        }
        if (filter.until().isBefore(Filter.FAR)) {
            where.and("e.received_at < ?", filter.until());
        }
        return ofHandlers(where, filter);
    }

    private Where ofHandlers(Where where, Filter<?> filter) {
        if (filter.handlers().isEmpty() || "d".equals(row)) {
            return where.among("d.handler", filter.handlers());
        }
        Where deliveries = new Where().among("d.handler", filter.handlers());
        return where.and(
                "exists (select 1 from #webhook_deliveries d" + deliveries.sql() + " and d.event_row = e.id)",
                deliveries.parameters());
    }

    private static ObjectKey key(Result found) throws SQLException {
        return new ObjectKey(
                new Account(found.text("account"), found.flag("livemode")),
                found.text("object_type"),
                found.text("object_id"));
    }

    private static EventEntry event(Result found) throws SQLException {
        return new EventEntry(
                found.uuid("id"),
                found.text("event_id"),
                found.text("event_type"),
                key(found),
                found.text("endpoint"),
                EventState.valueOf(found.text("state")),
                found.moment("state_since").orElseThrow(),
                found.number("attempts"),
                found.moment("created_at").orElseThrow(),
                found.moment("received_at").orElseThrow(),
                found.findText("reason").orElse(""),
                found.findText("last_error").orElse(""),
                found.flag("has_body"));
    }

    private static DeliveryEntry delivery(Result found) throws SQLException {
        return new DeliveryEntry(
                found.uuid("id"),
                found.uuid("event_row"),
                found.text("event_id"),
                found.text("event_type"),
                found.text("handler"),
                key(found),
                DeliveryState.valueOf(found.text("state")),
                found.moment("state_since").orElseThrow(),
                found.number("attempts"),
                found.moment("created_at").orElseThrow(),
                found.moment("received_at").orElseThrow(),
                found.findText("last_error").orElse(""));
    }
}
