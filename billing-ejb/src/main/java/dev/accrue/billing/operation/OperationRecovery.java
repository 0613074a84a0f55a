package dev.accrue.billing.operation;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.Recovery.Decline;
import dev.accrue.billing.operation.Recovery.Question;
import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.DeclinedException;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.telemetry.OpsEvent;
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
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds out what became of operations that nobody concluded: their answer was lost, or the process died.
 *
 * <p>It asks first. Only after a certain no, while Stripe still knows the idempotency key, and only for kinds that
 * nobody minds being performed late, does it send again, unless something else was asked for since; a purchase that was
 * given up is abandoned, or declined where Stripe tells that it was tried.
 */
@Dependent
public class OperationRecovery {

    private static final Logger LOG = Logger.getLogger(OperationRecovery.class.getName());
    private static final int BATCH = 20;

    /** Stripe keeps idempotency keys for at least 24 hours. */
    private static final Duration KEY_LIFE = Duration.ofHours(23);

    private static final Duration WORTH_A_CALL = Duration.ofDays(3);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Database database;
    private final OperationStore store;
    private final Conclusion conclusion;
    private final Promises promises;
    private final SubjectLeases leases;
    private final Processor processor;
    private final BillingConfig config;
    private final SystemClock clock;
    private final Meters meters;
    private final Map<String, Recovery> byKind = new HashMap<>();

    @Inject
    OperationRecovery(
            Database database,
            OperationStore store,
            Conclusion conclusion,
            Promises promises,
            SubjectLeases leases,
            Processor processor,
            BillingConfig config,
            SystemClock clock,
            Meters meters,
            @Any Instance<Recovery> recoveries) {
        this.database = database;
        this.store = store;
        this.conclusion = conclusion;
        this.promises = promises;
        this.leases = leases;
        this.processor = processor;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        recoveries.forEach(recovery -> recovery.kinds().forEach(kind -> byKind.put(kind, recovery)));
    }

    /**
     * Takes up operations that should have been concluded, and promises that should have been checked: some of each.
     */
    public void run() {
        database.inTransaction(this::takeOver).forEach(this::resolve);
        promises.checkOverdue();
    }

    /** Whoever should have concluded them is dead, and so their turns are over: what comes next need not wait. */
    private List<OperationRow> takeOver(Tx tx) throws SQLException {
        Duration lease = config.stripe().longestCall().multipliedBy(2);
        List<OperationRow> overdue = store.takeOverdue(tx, BATCH, lease);
        for (OperationRow operation : overdue) {
            leases.end(tx, operation.turn());
        }
        return overdue;
    }

    private void resolve(OperationRow operation) {
        try {
            Recovery recovery = byKind.get(operation.kind());
            if (recovery == null) {
                throw new IllegalStateException("no recovery for operations of kind " + operation.kind());
            }
            resolve(operation, recovery);
        } catch (ProcessorException e) {
            later(operation);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Recovery of operation " + operation.operationId() + " failed");
            later(operation);
        }
    }

    private void resolve(OperationRow operation, Recovery recovery) {
        Command command = operation.command().orElseThrow();
        Question question = new Question(
                operation.id(),
                operation.kind(),
                operation.account(),
                operation.subjectId(),
                command,
                Operations.step(operation).idempotencyKey(),
                operation.startedAt());
        Optional<JsonObject> found = recovery.find(question, processor);
        if (found.isPresent()) {
            done(operation, command, asAnswer(found.get()));
            return;
        }
        Optional<Decline> decline = recovery.decline(question, processor);
        if (decline.isPresent()) {
            conclusion.declined(operation, decline.get().code(), decline.get().declineCode());
        } else if (recovery.isResendable(operation.kind()) && keyIsKnown(operation)) {
            resendInTurn(operation, command);
        } else {
            abandon(operation);
        }
    }

    /** What was found is as old as the asking: noting "never written" makes the conclusion look before it writes. */
    private void done(OperationRow operation, Command command, Answer answer) {
        ObjectKey key = conclusion.done(operation, command.kind().resultType(), answer, -1);
        promises.check(operation, key);
    }

    private void abandon(OperationRow operation) {
        conclusion.notPerformed(operation, OperationState.ABANDONED, "never_performed", "");
    }

    /** What somebody asked for since would be undone by what was asked for before it. */
    private void resendInTurn(OperationRow operation, Command command) {
        Optional<Boolean> turn = leases.whileHolding(operation.turn(), () -> {
            if (database.inTransaction(tx -> store.isOvertaken(tx, operation, operation.subject()))) {
                abandon(operation);
            } else {
                resend(operation, command);
            }
            return true;
        });
        if (turn.isEmpty()) {
            later(operation);
        }
    }

    private void resend(OperationRow operation, Command command) {
        try {
            Answer answer = processor.perform(Operations.marked(command, operation.id()), Operations.step(operation));
            done(operation, command, answer);
        } catch (DeclinedException e) {
            conclusion.declined(operation, e.fault().code(), e.declineCode());
        } catch (RefusedException e) {
            conclusion.notPerformed(
                    operation,
                    OperationState.REFUSED,
                    e.fault().code(),
                    e.fault().parameter());
        }
    }

    private Answer asAnswer(JsonObject found) {
        return new Answer(found, "", clock.now());
    }

    private boolean keyIsKnown(OperationRow operation) {
        return operation
                .firstSentAt()
                .filter(sent -> sent.plus(KEY_LIFE).isAfter(clock.now()))
                .isPresent();
    }

    private void later(OperationRow operation) {
        Instant now = clock.now();
        Duration age = Duration.between(operation.startedAt(), now);
        if (age.compareTo(WORTH_A_CALL) > 0) {
            meters.ops(OpsEvent.OPERATION_UNRESOLVED);
        }
        Duration pause = age.compareTo(LONGEST_PAUSE) < 0 ? age.plusSeconds(10) : LONGEST_PAUSE;
        database.doInTransaction(tx -> store.unknown(tx, operation, now.plus(pause)));
    }
}
