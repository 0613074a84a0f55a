package dev.accrue.billing.operation;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.Actor.ActorType;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of operations. A row changes only for whoever knows its present lease token. */
@Dependent
class OperationStore {

    private static final String INSERT =
            "insert into #operations (id, account, livemode, principal, operation_id, kind,"
                    + " subject_type, subject_id, state, request, request_hash, api_version, actor_type, actor_id, trace_id,"
                    + " attempt, first_sent_at, check_at, lease_token, started_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final SystemClock clock;

    @Inject
    OperationStore(SystemClock clock) {
        this.clock = clock;
    }

    boolean insert(Tx tx, OperationRow row, String apiVersion) throws SQLException {
        return tx.insertIfAbsent(
                INSERT,
                row.id(),
                row.account().id(),
                row.account().livemode(),
                row.principal(),
                row.operationId(),
                row.kind(),
                row.subjectType(),
                row.subjectId(),
                row.state(),
                row.command().map(Command::canonical),
                row.requestHash(),
                apiVersion,
                row.actor().type(),
                row.actor().id(),
                row.traceId(),
                row.attempt(),
                row.firstSentAt(),
                row.checkAt(),
                row.leaseToken(),
                row.startedAt());
    }

    /** The operation that was written down before under the id of this one. */
    Optional<OperationRow> findSame(Tx tx, OperationRow row) throws SQLException {
        return tx.find(
                "select * from #operations where account = ? and livemode = ? and principal = ? and operation_id = ?",
                OperationStore::read,
                row.account().id(),
                row.account().livemode(),
                row.principal(),
                row.operationId());
    }

    Optional<OperationRow> find(Tx tx, UUID id) throws SQLException {
        return tx.find("select * from #operations where id = ?", OperationStore::read, id);
    }

    /** Starts an operation again that certainly was not performed, if nobody else did. */
    boolean restart(Tx tx, OperationRow row, OperationRow fresh) throws SQLException {
        return tx.update(
                        "update #operations set state = ?, request = ?, request_hash = ?, attempt = attempt + 1,"
                                + " first_sent_at = ?, check_at = ?, lease_token = lease_token + 1, concluded_at = null"
                                + " where id = ? and state = ? and lease_token = ?",
                        OperationState.STARTED,
                        fresh.command().map(Command::canonical),
                        fresh.requestHash(),
                        fresh.firstSentAt(),
                        fresh.checkAt(),
                        row.id(),
                        row.state(),
                        row.leaseToken())
                == 1;
    }

    /** Concludes for ever, erases the request, and says whether the row was still ours. */
    boolean conclude(Tx tx, OperationRow row, OperationState state, OperationResult result) throws SQLException {
        check(row, state);
        return tx.update(
                        "update #operations set state = ?, request = null, check_at = null, result_type = ?,"
                                + " result_id = ?, result_code = ?, result_detail = ?, concluded_at = ?"
                                + " where id = ? and lease_token = ?",
                        state,
                        result.objectType(),
                        result.objectId(),
                        result.code(),
                        result.detail(),
                        clock.now(),
                        row.id(),
                        row.leaseToken())
                == 1;
    }

    /** Says that no answer came, or that the question about it got none, and when to ask (again). */
    void unknown(Tx tx, OperationRow row, Instant checkAt) throws SQLException {
        tx.update(
                "update #operations set state = ?, check_at = ? where id = ? and lease_token = ?",
                OperationState.UNKNOWN,
                checkAt,
                row.id(),
                row.leaseToken());
    }

    /** Takes over operations that should have been concluded long ago. */
    List<OperationRow> takeOverdue(Tx tx, int limit, Duration howLong) throws SQLException {
        Instant now = clock.now();
        List<OperationRow> rows = tx.query(
                "select * from #operations where state in ('STARTED', 'UNKNOWN') and check_at <= ? order by check_at"
                        + " limit ? for update skip locked",
                OperationStore::read,
                now,
                limit);
        tx.batch(
                "update #operations set lease_token = lease_token + 1, check_at = ? where id = ?",
                rows.stream()
                        .map(row -> new Object[] {now.plus(howLong), row.id()})
                        .toList());
        return rows.stream().map(OperationStore::taken).toList();
    }

    /** Whether something else was asked for about a thing after an operation, that was not refused. */
    boolean isOvertaken(Tx tx, OperationRow row, ObjectKey subject) throws SQLException {
        return tx.find(
                        "select id from #operations where account = ? and livemode = ? and subject_type = ?"
                                + " and subject_id = ? and started_at > ? and id <> ? and state not in ('REFUSED', 'ABANDONED')"
                                + " limit 1",
                        result -> true,
                        subject.account().id(),
                        subject.account().livemode(),
                        subject.type(),
                        subject.id(),
                        row.startedAt(),
                        row.id())
                .isPresent();
    }

    private static OperationRow taken(OperationRow row) {
        return new OperationRow(
                row.id(),
                row.account(),
                row.principal(),
                row.operationId(),
                row.kind(),
                row.subjectType(),
                row.subjectId(),
                row.state(),
                row.command(),
                row.requestHash(),
                row.actor(),
                row.traceId(),
                row.attempt(),
                row.firstSentAt(),
                row.checkAt(),
                row.leaseToken() + 1,
                row.startedAt(),
                row.result());
    }

    private static void check(OperationRow row, OperationState next) {
        if (!row.state().allows(next)) {
            throw new IllegalStateException(
                    "operation " + row.operationId() + " is " + row.state() + " and cannot become " + next);
        }
    }

    private static OperationRow read(dev.accrue.billing.database.Result row) throws SQLException {
        return new OperationRow(
                row.uuid("id"),
                new Account(row.text("account"), row.flag("livemode")),
                row.text("principal"),
                row.text("operation_id"),
                row.text("kind"),
                row.text("subject_type"),
                row.text("subject_id"),
                OperationState.valueOf(row.text("state")),
                row.findText("request").map(Command::fromCanonical),
                row.text("request_hash"),
                new Actor(ActorType.valueOf(row.text("actor_type")), row.text("actor_id")),
                row.findText("trace_id"),
                row.number("attempt"),
                row.moment("first_sent_at"),
                row.moment("check_at"),
                row.whole("lease_token"),
                row.moment("started_at").orElseThrow(),
                new OperationResult(
                        row.findText("result_type"),
                        row.findText("result_id"),
                        row.findText("result_code"),
                        row.findText("result_detail")));
    }
}
