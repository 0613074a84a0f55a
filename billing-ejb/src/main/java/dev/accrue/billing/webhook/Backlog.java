package dev.accrue.billing.webhook;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How much is left to do, for those who watch. Counts stop at {@value #MOST}: beyond it, more or less is the same. */
@Dependent
public class Backlog {

    /** Where counting stops. */
    public static final int MOST = 10_000;

    private final Database database;
    private final SystemClock clock;

    @Inject
    public Backlog(Database database, SystemClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The events in one state. */
    public long events(EventState state) {
        return database.inTransaction(tx -> count(tx, "webhook_events", state));
    }

    /** The events in each state. */
    public Map<EventState, Long> events() {
        return database.inTransaction(tx -> {
            Map<EventState, Long> counts = new EnumMap<>(EventState.class);
            for (EventState state : EventState.values()) {
                counts.put(state, count(tx, "webhook_events", state));
            }
            return counts;
        });
    }

    /** The events that are neither finished nor dead. */
    public long unfinished() {
        return database.inTransaction(tx -> {
            long sum = 0;
            for (EventState state : EventState.UNFINISHED) {
                sum += count(tx, "webhook_events", state);
            }
            return Math.min(sum, MOST);
        });
    }

    /** The deliveries to handlers that wait for an operator. */
    public long deadDeliveries() {
        return database.inTransaction(tx -> count(tx, "webhook_deliveries", DeliveryState.DEAD));
    }

    /** For how long the oldest unfinished event has been waiting; zero when there is none. */
    public Duration lag() {
        Optional<Instant> oldest = database.inTransaction(tx -> tx.find(
                        "select min(received_at) as oldest from #webhook_events where state in " + Inbox.UNFINISHED,
                        row -> row.moment("oldest"))
                .flatMap(moment -> moment));
        Duration lag = oldest.map(since -> Duration.between(since, clock.now())).orElse(Duration.ZERO);
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    private static long count(Tx tx, String table, Enum<?> state) throws SQLException {
        return tx.find(
                        "select count(*) as found from (select 1 as one from #" + table + " where state = ? limit "
                                + MOST + ") counted",
                        row -> row.whole("found"),
                        state)
                .orElse(0L);
    }
}
