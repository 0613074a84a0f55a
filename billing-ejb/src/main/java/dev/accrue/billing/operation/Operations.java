package dev.accrue.billing.operation;

import dev.accrue.billing.OperationAbandonedException;
import dev.accrue.billing.OperationConflictException;
import dev.accrue.billing.OperationInProgressException;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.DeclinedException;
import dev.accrue.billing.processor.NoAnswerException;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.processor.Step;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.time.Uuid7;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Performs operations once.
 *
 * <p>The operation is committed before it is sent and concluded after, each in a transaction of its own, and none is
 * open while Stripe is waited for. So whatever dies wherever: there is a row, the row says what was asked, and
 * {@link OperationRecovery} finds out what became of it. The same id asked again gets the stored outcome.
 */
@Dependent
public class Operations {

    private static final Logger LOG = Logger.getLogger(Operations.class.getName());

    /** How long after a lost answer the question is asked. */
    private static final Duration FIRST_QUESTION = Duration.ofSeconds(10);

    private final Database database;
    private final OperationStore store;
    private final Conclusion conclusion;
    private final Promises promises;
    private final Processor processor;
    private final BillingConfig config;
    private final SystemClock clock;
    private final Meters meters;

    @Inject
    Operations(
            Database database,
            OperationStore store,
            Conclusion conclusion,
            Promises promises,
            Processor processor,
            BillingConfig config,
            SystemClock clock,
            Meters meters) {
        this.database = database;
        this.store = store;
        this.conclusion = conclusion;
        this.promises = promises;
        this.processor = processor;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Performs the operation, or gives back what it became when it was performed before.
     *
     * @throws RequestRefusedException when Stripe refused it; the same id may try again
     * @throws OutcomePendingException when nobody knows yet whether it was performed
     * @throws OperationInProgressException when it is being performed right now
     * @throws OperationConflictException when its id was used for another request
     * @throws OperationAbandonedException when it was never performed and is too late
     */
    public Result perform(Intent intent) {
        Instant begin = clock.now();
        String outcome = "failed";
        try {
            Result result = begin(intent);
            outcome = result.fold(key -> "done", (code, declineCode) -> "declined");
            return result;
        } finally {
            meters.operation(intent.kind(), outcome, Duration.between(begin, clock.now()));
        }
    }

    /**
     * What the operation became when it was asked for before; empty when it never was, or when it was refused and may
     * be tried again. For wishes whose command is worked out only when their turn comes.
     *
     * @param intent with the operation id; its command is not looked at
     * @throws OutcomePendingException as {@link #perform}
     * @throws OperationInProgressException as {@link #perform}
     * @throws OperationConflictException as {@link #perform}
     * @throws OperationAbandonedException as {@link #perform}
     */
    public Optional<Result> performedBefore(Intent intent) {
        OperationRow fresh = write(intent);
        Optional<OperationRow> known = database.inTransaction(tx -> store.findSame(tx, fresh))
                .filter(row -> row.state() != OperationState.REFUSED);
        known.ifPresent(row -> checkSame(row, fresh));
        return known.map(Operations::again);
    }

    private static void checkSame(OperationRow known, OperationRow fresh) {
        if (!known.requestHash().equals(fresh.requestHash())) {
            throw new OperationConflictException(known.operationId());
        }
    }

    /** The id of an operation whose caller named none: of the request that it belongs to, or a new one. */
    public String operationId(String kind, String subjectId) {
        return CallContext.current()
                .operationId(kind, subjectId)
                .orElseGet(() -> Uuid7.at(clock.now()).toString());
    }

    private Result begin(Intent intent) {
        OperationRow fresh = write(intent);
        if (database.inTransaction(tx -> insert(tx, fresh, intent.promise()))) {
            return send(fresh);
        }
        OperationRow known = reread(fresh);
        if (mayBeTriedAgain(known, intent)) {
            return restart(known, fresh, intent.promise());
        }
        if (!intent.shared()) {
            checkSame(known, fresh);
        }
        return again(known);
    }

    private boolean insert(Tx tx, OperationRow fresh, Optional<JsonObject> promise) throws SQLException {
        boolean isNew = store.insert(tx, fresh, processor.apiVersion());
        if (isNew) {
            promises.note(tx, fresh.id(), promise, fresh.checkAt());
        }
        return isNew;
    }

    /** What was refused is. What was given up is only where it was nobody's own. */
    private static boolean mayBeTriedAgain(OperationRow known, Intent intent) {
        return known.state() == OperationState.REFUSED
                || (known.state() == OperationState.ABANDONED && intent.shared());
    }

    private static Result again(OperationRow known) {
        return switch (known.state()) {
            case DONE ->
                Result.done(known.result().key(known.account()), known.result().awaitedInvoice());
            case DECLINED ->
                Result.declined(
                        known.result().code().orElse(""),
                        known.result().detail().orElse(""));
            case UNKNOWN -> throw new OutcomePendingException(known.operationId());
            case STARTED -> throw new OperationInProgressException(known.operationId());
            case REFUSED, ABANDONED -> throw new OperationAbandonedException(known.operationId());
        };
    }

    private Result restart(OperationRow known, OperationRow fresh, Optional<JsonObject> promise) {
        if (!database.inTransaction(tx -> restart(tx, known, fresh, promise))) {
            throw new OperationInProgressException(known.operationId());
        }
        return send(reread(fresh));
    }

    private boolean restart(Tx tx, OperationRow known, OperationRow fresh, Optional<JsonObject> promise)
            throws SQLException {
        boolean isOurs = store.restart(tx, known, fresh);
        if (isOurs) {
            promises.note(tx, known.id(), promise, fresh.checkAt());
        }
        return isOurs;
    }

    private OperationRow reread(OperationRow fresh) {
        return database.inTransaction(tx -> store.findSame(tx, fresh)).orElseThrow();
    }

    private Result send(OperationRow operation) {
        Command command = operation.command().orElseThrow();
        try {
            ObjectKey target = new ObjectKey(operation.account(), command.kind().resultType(), command.target());
            long revision = conclusion.revisionBefore(target);
            Answer answer = processor.perform(marked(command, operation.id()), step(operation));
            return concluded(operation, command, answer, revision);
        } catch (DeclinedException e) {
            conclusion.declined(operation, e.fault().code(), e.declineCode());
            return Result.declined(e.fault().code(), e.declineCode());
        } catch (RefusedException e) {
            conclusion.notPerformed(
                    operation,
                    OperationState.REFUSED,
                    e.fault().code(),
                    e.fault().parameter());
            throw Refusal.of(e);
        } catch (NoAnswerException e) {
            database.doInTransaction(
                    tx -> store.unknown(tx, operation, clock.now().plus(FIRST_QUESTION)));
            throw new OutcomePendingException(operation.operationId());
        }
    }

    private Result concluded(OperationRow operation, Command command, Answer answer, long revision) {
        try {
            ObjectKey key = conclusion.done(operation, command.kind().resultType(), answer, revision);
            promises.check(operation, key);
            return Result.done(key, Conclusion.awaitedInvoice(operation, answer.object()));
        } catch (DatabaseException e) {
            LOG.log(
                    Level.WARNING,
                    "Stripe performed operation {0} but its result could not be written; recovery will: {1}",
                    new Object[] {operation.operationId(), e.getMessage()});
            throw new OutcomePendingException(operation.operationId());
        }
    }

    private OperationRow write(Intent intent) {
        CallContext context = CallContext.current();
        Instant now = clock.now();
        UUID id = Uuid7.at(now);
        String operationId = intent.operationId()
                .or(() -> context.operationId(intent.kind(), intent.subjectId()))
                .orElse(id.toString());
        return new OperationRow(
                id,
                intent.account(),
                intent.principal(context.actor()),
                operationId,
                intent.kind(),
                intent.subjectType(),
                intent.subjectId(),
                OperationState.STARTED,
                Optional.of(intent.command()),
                Hash.of(intent.asked()),
                context.actor(),
                context.traceId(),
                1,
                Optional.of(now),
                Optional.of(givenUpAt()),
                1,
                now,
                new OperationResult(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** After the longest possible call nobody is still waiting for its answer. */
    private Instant givenUpAt() {
        return clock.now().plus(config.stripe().longestCall());
    }

    static Step step(OperationRow operation) {
        return new Step(
                operation.account(),
                Hash.of(String.join(
                        "\n",
                        operation.id().toString(),
                        operation.account().id(),
                        operation.kind(),
                        Integer.toString(operation.attempt()))));
    }

    /** The command with our row id in the metadata of what it makes, where recovery looks for it. */
    static Command marked(Command command, UUID operation) {
        if (!command.kind().takesMetadata()) {
            return command;
        }
        JsonObject metadata = Json.object(Json.child(command.parameters(), "metadata")
                        .orElse(Json.object().build()))
                .add(Recovery.METADATA_KEY, operation.toString())
                .build();
        return new Command(
                command.kind(),
                command.target(),
                Json.object(command.parameters()).add("metadata", metadata).build());
    }
}
