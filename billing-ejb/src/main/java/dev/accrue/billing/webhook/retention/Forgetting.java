package dev.accrue.billing.webhook.retention;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.WebhookSettings;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.webhook.DeliveryState;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is forgotten when, a batch at a time. An age counts from when the event reached its present state, so a replay
 * makes it young again. Rows that somebody else holds are left for the next time, and unfinished ones for ever.
 */
@Dependent
class Forgetting {

    private static final String UNFINISHED = DeliveryState.UNFINISHED.stream()
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    /** A delivery that is under way, or that reached its end not so long ago. */
    private static final String STILL_WANTED =
            "(d.state in " + UNFINISHED + " or d.state_since >= ? or d.state = 'DEAD' and d.state_since >= ?)";

    private final BillingConfig config;
    private final SystemClock clock;

    @Inject
    Forgetting(BillingConfig config, SystemClock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Erases bodies of events that were processed or ignored, and says how many. */
    int eraseBodies(Tx tx, int limit) throws SQLException {
        return erase(tx, "('PROCESSED', 'IGNORED')", before(settings().bodyRetention()), limit);
    }

    /** Erases bodies of dead events, which operators have longer to look at. */
    int eraseDeadBodies(Tx tx, int limit) throws SQLException {
        return erase(tx, "('DEAD')", before(settings().deadRetention()), limit);
    }

    private static int erase(Tx tx, String states, Instant before, int limit) throws SQLException {
        List<UUID> rows = tx.query(
                "select id from #webhook_events where state in " + states + " and state_since < ?"
                        + " and body is not null order by id limit ? for update skip locked",
                row -> row.uuid("id"),
                before,
                limit);
        tx.batch(
                "update #webhook_events set body = null where id = ?",
                rows.stream().map(row -> new Object[] {row}).toList());
        return rows.size();
    }

    /**
     * Deletes events whose key need not be known any longer, with their deliveries. The rows are locked first and the
     * deliveries looked at after: a replay locks them too, so none can begin in between.
     */
    int deleteEvents(Tx tx, int limit) throws SQLException {
        List<UUID> old = tx.query(
                "select id from #webhook_events e where (state in ('PROCESSED', 'IGNORED') and state_since < ?"
                        + " or state = 'DEAD' and state_since < ?)"
                        + " and not exists (select 1 from #webhook_deliveries d where d.event_row = e.id and "
                        + STILL_WANTED + ") order by id limit ? for update skip locked",
                row -> row.uuid("id"),
                keyBefore(),
                deadBefore(),
                keyBefore(),
                deadBefore(),
                limit);
        List<UUID> free = new ArrayList<>(old);
        free.removeAll(stillWanted(tx, old));
        List<Object[]> rows = free.stream().map(row -> new Object[] {row}).toList();
        tx.batch("delete from #webhook_deliveries where event_row = ?", rows);
        tx.batch("delete from #webhook_events where id = ?", rows);
        return rows.size();
    }

    private List<UUID> stillWanted(Tx tx, List<UUID> events) throws SQLException {
        if (events.isEmpty()) {
            return List.of();
        }
        List<Object> parameters = new ArrayList<>(events);
        parameters.add(keyBefore());
        parameters.add(deadBefore());
        return tx.query(
                "select distinct d.event_row from #webhook_deliveries d where d.event_row in ("
                        + String.join(", ", Collections.nCopies(events.size(), "?")) + ") and " + STILL_WANTED,
                row -> row.uuid("event_row"),
                parameters.toArray());
    }

    private Instant keyBefore() {
        return before(longer(settings().keyRetention(), settings().bodyRetention()));
    }

    private Instant deadBefore() {
        return before(longer(settings().keyRetention(), settings().deadRetention()));
    }

    private Instant before(Duration age) {
        return clock.now().minus(age);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private WebhookSettings settings() {
        return config.webhooks();
    }
}
