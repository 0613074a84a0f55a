package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Refetch;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes work: locks objects that have something due, applies at once what the events alone prove, and leases the rest
 * to this worker so that it can be fetched without a transaction.
 */
@Dependent
public class Claims {

    private static final Logger LOG = Logger.getLogger(Claims.class.getName());

    /** How many times the settling time a steady stream of events may put off an object's fetch. */
    private static final int LONGEST_SETTLE = 10;

    /**
     * How long a worker has an object to itself. One that takes longer is not wrong, only wasteful: the fencing token
     * and the revision keep its late answer out.
     */
    static final Duration LEASE = Duration.ofSeconds(30);

    private final Database database;
    private final Mirror mirror;
    private final Inbox inbox;
    private final Applying applying;
    private final BillingConfig config;
    private final SystemClock clock;

    @Inject
    public Claims(
            Database database, Mirror mirror, Inbox inbox, Applying applying, BillingConfig config, SystemClock clock) {
        this.database = database;
        this.mirror = mirror;
        this.inbox = inbox;
        this.applying = applying;
        this.config = config;
        this.clock = clock;
    }

    /**
     * One turn of taking work.
     *
     * @param toFetch objects leased to this worker, each to be fetched and applied
     * @param toDeliver deliveries that were started and are to be run
     * @param concluded events that are processed
     * @param progressed whether anything was applied, leased or put off, so that another turn is worthwhile
     */
    record Turn(List<Claim> toFetch, List<Delivery> toDeliver, List<StoredEvent> concluded, boolean progressed) {}

    /** At most so many objects that have something due, those that wait longest first; none of them is claimed yet. */
    Set<ObjectKey> due(int limit) {
        return database.inTransaction(tx -> due(tx, limit));
    }

    /**
     * Takes those of the objects that nobody else has. One that cannot be applied is found, recorded, and does not hold
     * up the others.
     */
    Turn take(Set<ObjectKey> keys) {
        try {
            return database.inTransaction(tx -> take(tx, keys));
        } catch (DatabaseException e) {
            if (!e.isAboutData()) {
                throw e;
            }
            return takeOneByOne(keys);
        } catch (RuntimeException e) {
            return takeOneByOne(keys);
        }
    }

    private Turn takeOneByOne(Set<ObjectKey> keys) {
        List<Claim> toFetch = new ArrayList<>();
        List<Delivery> toDeliver = new ArrayList<>();
        List<StoredEvent> concluded = new ArrayList<>();
        for (ObjectKey key : keys) {
            try {
                Turn turn = database.inTransaction(tx -> take(tx, Set.of(key)));
                toFetch.addAll(turn.toFetch());
                concluded.addAll(turn.concluded());
                toDeliver.addAll(turn.toDeliver());
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, e, () -> "Events of " + key + " could not be applied");
                database.doInTransaction(tx -> fail(tx, key, e));
            }
        }
        return new Turn(toFetch, toDeliver, concluded, true);
    }

    private void fail(Tx tx, ObjectKey key, RuntimeException cause) throws SQLException {
        mirror.lock(tx, key);
        String error = cause instanceof DatabaseException refused
                ? refused.getMessage()
                : cause.getClass().getName();
        for (List<StoredEvent> events : inbox.unfinished(tx, List.of(key)).values()) {
            inbox.fail(tx, events, error);
        }
    }

    private Set<ObjectKey> due(Tx tx, int limit) throws SQLException {
        Set<ObjectKey> keys = new LinkedHashSet<>(inbox.due(tx, limit));
        keys.addAll(mirror.dirty(tx, limit));
        return keys;
    }

    private Turn take(Tx tx, Set<ObjectKey> keys) throws SQLException {
        List<MirrorRow> free =
                mirror.lockFree(tx, keys).stream().filter(row -> !row.leased()).toList();
        Map<ObjectKey, List<StoredEvent>> unfinished =
                inbox.unfinished(tx, free.stream().map(MirrorRow::key).toList());
        List<Covered> now = new ArrayList<>();
        List<Claim> later = new ArrayList<>();
        for (MirrorRow row : free) {
            List<StoredEvent> events = withoutExhausted(tx, unfinished.getOrDefault(row.key(), List.of()));
            if (events.isEmpty() && !row.dirty()) {
                continue;
            }
            if (!Source.isStripe(row, events, config.webhooks().refetch())) {
                now.add(new Covered(row, Source.events(row, events), events));
            } else if (!settling(tx, events)) {
                later.add(new Claim(row, atOnce(events)));
            }
        }
        List<Delivery> started = applying.apply(tx, now);
        List<StoredEvent> concluded =
                now.stream().flatMap(covered -> covered.events().stream()).toList();
        return new Turn(lease(tx, later), started, concluded, !free.isEmpty());
    }

    /** Buries events whose every attempt ended with the process, so that they stop ending processes. */
    private List<StoredEvent> withoutExhausted(Tx tx, List<StoredEvent> events) throws SQLException {
        List<StoredEvent> exhausted = events.stream()
                .filter(event -> event.attempts() >= config.webhooks().maxAttempts())
                .toList();
        if (exhausted.isEmpty()) {
            return events;
        }
        inbox.fail(tx, exhausted, Deliveries.ENDED_WITHOUT_RESULT);
        return events.stream().filter(event -> !exhausted.contains(event)).toList();
    }

    private List<StoredEvent> atOnce(List<StoredEvent> events) {
        return config.webhooks().refetch() == Refetch.ALWAYS && events.size() > 1 ? events.subList(0, 1) : events;
    }

    /** Puts the object off while its newest event is so fresh that more are likely to follow. */
    private boolean settling(Tx tx, List<StoredEvent> events) throws SQLException {
        Duration settle = config.webhooks().settle();
        boolean retried = events.stream().anyMatch(event -> event.attempts() > 0);
        if (events.isEmpty() || retried || config.webhooks().refetch() != Refetch.COALESCE) {
            return false;
        }
        Instant oldest = events.stream()
                .map(StoredEvent::receivedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant newest = events.stream()
                .map(StoredEvent::receivedAt)
                .max(Instant::compareTo)
                .orElseThrow();
        Instant latest = oldest.plus(settle.multipliedBy(LONGEST_SETTLE));
        Instant settled = newest.plus(settle);
        Instant ready = settled.isBefore(latest) ? settled : latest;
        if (!ready.isAfter(clock.now())) {
            return false;
        }
        inbox.postpone(tx, events, ready);
        return true;
    }

    private List<Claim> lease(Tx tx, List<Claim> claims) throws SQLException {
        List<MirrorRow> leased =
                mirror.lease(tx, claims.stream().map(Claim::row).toList(), LEASE);
        inbox.hold(
                tx,
                claims.stream().flatMap(claim -> claim.events().stream()).toList(),
                clock.now().plus(LEASE));
        List<Claim> taken = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            taken.add(new Claim(leased.get(i), claims.get(i).events()));
        }
        return taken;
    }
}
