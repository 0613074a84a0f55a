package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.OperationConflictException;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.Actor.ActorType;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The rows of replays. While one is running, it changes only for whoever knows its present lease token. */
@Dependent
class ReplayStore {

    private static final String INSERT = "insert into #webhook_replays (id, principal, operation_id, kind, request,"
            + " reason, actor_type, actor_id, trace_id, state, state_since, selected, seen, done, position, wake_at,"
            + " started_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OURS = " where id = ? and lease_token = ?";

    private final SystemClock clock;

    @Inject
    ReplayStore(SystemClock clock) {
        this.clock = clock;
    }

    /** Writes a replay down, unless it was asked for before under its operation id; then that one is given back. */
    Optional<ReplayRow> insert(Tx tx, ReplayRow row, long selected) throws SQLException {
        Replay replay = row.replay();
        boolean fresh = tx.insertIfAbsent(
                INSERT,
                replay.id(),
                row.principal(),
                replay.operationId(),
                replay.kind(),
                row.request().toString(),
                replay.reason(),
                replay.actor().type(),
                replay.actor().id(),
                row.traceId(),
                replay.state(),
                replay.stateSince(),
                selected,
                replay.seen(),
                replay.done(),
                row.position(),
                replay.startedAt(),
                replay.startedAt());
        return fresh ? Optional.empty() : Optional.of(same(tx, row));
    }

    private static ReplayRow same(Tx tx, ReplayRow row) throws SQLException {
        ReplayRow known = tx.find(
                        "select * from #webhook_replays where principal = ? and operation_id = ?",
                        ReplayStore::read,
                        row.principal(),
                        row.replay().operationId())
                .orElseThrow();
        boolean sameWish = known.replay().kind() == row.replay().kind()
                && known.request().toString().equals(row.request().toString());
        if (!sameWish) {
            throw new OperationConflictException(row.replay().operationId());
        }
        return known;
    }

    Replay get(Tx tx, UUID id) throws SQLException {
        return tx.find("select * from #webhook_replays where id = ?", ReplayStore::read, id)
                .map(ReplayRow::replay)
                .orElseThrow(() -> new NoSuchObjectException("replay", id.toString()));
    }

    List<Replay> newest(Tx tx, int limit) throws SQLException {
        return tx.query("select * from #webhook_replays order by id desc limit ?", ReplayStore::read, limit).stream()
                .map(ReplayRow::replay)
                .toList();
    }

    /** One replay, locked until the end of the transaction. */
    ReplayRow lock(Tx tx, UUID id) throws SQLException {
        return tx.find("select * from #webhook_replays where id = ? for update", ReplayStore::read, id)
                .orElseThrow(() -> new NoSuchObjectException("replay", id.toString()));
    }

    /** Takes the lease of a running replay that is due and that nobody is working on. */
    Optional<ReplayRow> take(Tx tx, Function<ReplayKind, Duration> howLong) throws SQLException {
        Optional<ReplayRow> due = tx.find(
                "select * from #webhook_replays where state = 'RUNNING' and wake_at <= ?"
                        + " and (leased_until is null or leased_until < current_timestamp)"
                        + " order by wake_at limit 1 for update skip locked",
                ReplayStore::read,
                clock.now());
        if (due.isEmpty()) {
            return due;
        }
        tx.update(
                "update #webhook_replays set lease_token = lease_token + 1, leased_until = current_timestamp"
                        + " + cast(? as int) * interval '1' second where id = ?",
                (int) howLong.apply(due.get().replay().kind()).toSeconds(),
                due.get().id());
        return Optional.of(lock(tx, due.get().id()));
    }

    /** When the next running replay is due that nobody is working on. */
    Optional<Instant> nextDue(Tx tx) throws SQLException {
        return tx.find(
                        "select min(wake_at) as next_wake from #webhook_replays where state = 'RUNNING'"
                                + " and (leased_until is null or leased_until < current_timestamp)",
                        row -> row.moment("next_wake"))
                .flatMap(next -> next);
    }

    /** Locks a replay that this worker took, unless it lost it or somebody cancelled it meanwhile. */
    boolean isStillOurs(Tx tx, ReplayRow row) throws SQLException {
        ReplayRow now = lock(tx, row.id());
        return now.leaseToken() == row.leaseToken() && now.replay().state() == ReplayState.RUNNING;
    }

    /** Records a step, and gives the lease back. */
    void advance(Tx tx, ReplayRow row, String position, int seen, int done, Instant wakeAt) throws SQLException {
        tx.update(
                "update #webhook_replays set position = ?, seen = seen + ?, done = done + ?, wake_at = ?, attempts = 0,"
                        + " last_error = null, leased_until = null" + OURS,
                position,
                seen,
                done,
                wakeAt,
                row.id(),
                row.leaseToken());
    }

    /** Records that a step failed and will be tried again, and gives the lease back. */
    void postpone(Tx tx, ReplayRow row, String error, Instant wakeAt) throws SQLException {
        tx.update(
                "update #webhook_replays set attempts = attempts + 1, last_error = ?, wake_at = ?, leased_until = null"
                        + OURS,
                cut(error),
                wakeAt,
                row.id(),
                row.leaseToken());
    }

    /** Moves a locked replay to another state; whoever was working on it finds that out. */
    Replay become(Tx tx, ReplayRow row, ReplayState next, String error) throws SQLException {
        if (!row.replay().state().allows(next)) {
            throw new IllegalStateException(
                    "replay " + row.id() + " is " + row.replay().state() + " and cannot become " + next);
        }
        Instant now = clock.now();
        tx.update(
                "update #webhook_replays set state = ?, state_since = ?, attempts = 0, last_error = ?, wake_at = ?,"
                        + " leased_until = null, lease_token = lease_token + 1 where id = ?",
                next,
                now,
                error.isEmpty() ? Optional.empty() : cut(error),
                now,
                row.id());
        return get(tx, row.id());
    }

    private static String cut(String error) {
        return error.substring(0, Math.min(error.length(), 1000));
    }

    private static ReplayRow read(Result row) throws SQLException {
        Replay replay = new Replay(
                row.uuid("id"),
                row.text("operation_id"),
                ReplayKind.valueOf(row.text("kind")),
                ReplayState.valueOf(row.text("state")),
                row.moment("state_since").orElseThrow(),
                row.text("reason"),
                new Actor(ActorType.valueOf(row.text("actor_type")), row.text("actor_id")),
                row.whole("selected"),
                row.whole("seen"),
                row.whole("done"),
                row.findText("last_error").orElse(""),
                row.moment("started_at").orElseThrow());
        return new ReplayRow(
                replay,
                Json.parse(row.text("request")),
                row.findText("trace_id"),
                row.findText("position"),
                row.number("attempts"),
                row.whole("lease_token"));
    }
}
