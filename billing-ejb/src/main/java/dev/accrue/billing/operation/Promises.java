package dev.accrue.billing.operation;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What was promised of operations' results. A promise is written down with its operation and crossed out when it has
 * been checked, so a process that dies between Stripe's answer and the check leaves one for {@link OperationRecovery}.
 *
 * <p>A promise says nothing about what somebody else made of the thing since: one whose operation was overtaken, or
 * that could not be checked within an hour, is crossed out unchecked.
 */
@Dependent
class Promises {

    private static final Logger LOG = Logger.getLogger(Promises.class.getName());
    private static final int BATCH = 20;
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration WORTH_A_QUESTION = Duration.ofHours(1);

    private final Database database;
    private final OperationStore store;
    private final SystemClock clock;
    private final Map<String, PromiseCheck> byKind = new HashMap<>();

    @Inject
    Promises(Database database, OperationStore store, SystemClock clock, @Any Instance<PromiseCheck> checks) {
        this.database = database;
        this.store = store;
        this.clock = clock;
        checks.forEach(check -> check.kinds().forEach(kind -> byKind.put(kind, check)));
    }

    /** Writes down what is promised of an operation that is about to be sent, in place of what was before. */
    void note(Tx tx, UUID operation, Optional<JsonObject> promised, Optional<Instant> checkAt) throws SQLException {
        if (promised.isPresent()) {
            crossOut(tx, operation);
            tx.update(
                    "insert into #operation_promises (operation, promised, check_at) values (?, ?, ?)",
                    operation,
                    promised.get().toString(),
                    checkAt.orElseGet(clock::now));
        }
    }

    /** Checks what was promised of an operation that has been concluded, if anything was. Never fails. */
    void check(OperationRow operation, ObjectKey result) {
        if (!byKind.containsKey(operation.kind())) {
            return;
        }
        try {
            database.inTransaction(tx -> find(tx, operation.id())).ifPresent(promised -> {
                if (isTellable(operation, result)) {
                    byKind.get(operation.kind()).check(promise(operation, result, promised));
                }
                database.doInTransaction(tx -> crossOut(tx, operation.id()));
            });
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Operation {0} is done, but whether as promised could not be found out yet: {1}",
                    new Object[] {operation.operationId(), e.getMessage()});
        }
    }

    private boolean isTellable(OperationRow operation, ObjectKey result) {
        return isYoung(operation) && !database.inTransaction(tx -> store.isOvertaken(tx, operation, result));
    }

    /** Checks promises whose process died before it did, a bounded number of them. */
    void checkOverdue() {
        database.inTransaction(this::takeOverdue).forEach(operation -> {
            Optional<OperationRow> row = database.inTransaction(tx -> store.find(tx, operation));
            row.filter(known -> known.state() == OperationState.DONE)
                    .ifPresent(done -> check(done, done.result().key(done.account())));
            if (row.filter(this::isWorthAQuestion).isEmpty()) {
                database.doInTransaction(tx -> crossOut(tx, operation));
            }
        });
    }

    private boolean isWorthAQuestion(OperationRow operation) {
        return switch (operation.state()) {
            case STARTED, UNKNOWN -> true;
            case DONE -> isYoung(operation);
            case DECLINED, REFUSED, ABANDONED -> false;
        };
    }

    private boolean isYoung(OperationRow operation) {
        return operation.startedAt().plus(WORTH_A_QUESTION).isAfter(clock.now());
    }

    private static Promise promise(OperationRow operation, ObjectKey result, JsonObject promised) {
        return new Promise(
                operation.id(),
                operation.operationId(),
                operation.kind(),
                result,
                operation.actor(),
                operation.traceId(),
                Operations.step(operation).idempotencyKey(),
                operation.startedAt(),
                promised);
    }

    private static Optional<JsonObject> find(Tx tx, UUID operation) throws SQLException {
        return tx.find(
                "select promised from #operation_promises where operation = ?",
                row -> Json.parse(row.text("promised")),
                operation);
    }

    private List<UUID> takeOverdue(Tx tx) throws SQLException {
        List<UUID> taken = tx.query(
                "select operation from #operation_promises where check_at <= ? order by check_at limit ?"
                        + " for update skip locked",
                row -> row.uuid("operation"),
                clock.now(),
                BATCH);
        tx.batch(
                "update #operation_promises set check_at = ? where operation = ?",
                taken.stream()
                        .map(operation -> new Object[] {clock.now().plus(PAUSE), operation})
                        .toList());
        return taken;
    }

    private static void crossOut(Tx tx, UUID operation) throws SQLException {
        tx.update("delete from #operation_promises where operation = ?", operation);
    }
}
