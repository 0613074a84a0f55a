package dev.accrue.billing.operation;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Cause;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Writes what an operation became: the object through the very projector that webhooks use, the fact, and the end of
 * the operation, in one transaction.
 *
 * <p>If somebody wrote the object between our question and the answer, the two overlapped and neither is known to be
 * the newer: the object is fetched once more, and if even that overlapped it is marked for a worker. Either way the
 * operation is concluded, because that it was performed is certain.
 */
@Dependent
class Conclusion {

    /** No revision: what has it is never written over, because nobody knows which of two answers is the newer. */
    private static final long UNKNOWN = -1;

    private final Database database;
    private final OperationStore store;
    private final Mirror mirror;
    private final Ledger ledger;
    private final Processor processor;
    private final SystemClock clock;

    @Inject
    Conclusion(
            Database database,
            OperationStore store,
            Mirror mirror,
            Ledger ledger,
            Processor processor,
            SystemClock clock) {
        this.database = database;
        this.store = store;
        this.mirror = mirror;
        this.ledger = ledger;
        this.processor = processor;
        this.clock = clock;
    }

    /** The revision of the object that a command is about to change; zero for one that does not exist yet. */
    long revisionBefore(ObjectKey target) {
        return target.id().isEmpty()
                ? 0
                : database.inTransaction(
                        tx -> mirror.find(tx, target).map(MirrorRow::revision).orElse(0L));
    }

    /** Concludes an operation that Stripe performed. */
    ObjectKey done(OperationRow operation, String objectType, Answer answer, long notedRevision) {
        ObjectKey key =
                new ObjectKey(operation.account(), objectType, answer.object().getString("id"));
        Snapshot snapshot = Snapshot.answered(key, answer.object(), answer.answeredAt());
        Optional<String> awaited = awaitedInvoice(operation, answer.object());
        Optional<MirrorRow> moved =
                database.inTransaction(tx -> write(tx, operation, awaited, snapshot, notedRevision, false));
        moved.ifPresent(row -> {
            Optional<Snapshot> fresh = fetchAgain(key);
            boolean certain = fresh.isPresent() || snapshot.deleted(); // nothing is newer than a deletion
            long noted = certain ? row.revision() : UNKNOWN;
            database.doInTransaction(tx -> write(tx, operation, awaited, fresh.orElse(snapshot), noted, true));
        });
        return key;
    }

    /**
     * The invoice that has to be paid before the change takes effect: Stripe keeps such a change beside the object,
     * with its metadata and so with our mark.
     *
     * @see <a href="https://docs.stripe.com/changelog/dahlia/2026-05-27/pending-subscription-update-metadata">Stripe:
     *     metadata of pending updates</a>
     */
    static Optional<String> awaitedInvoice(OperationRow operation, JsonObject object) {
        return Json.text(object, "pending_update", "metadata", Recovery.METADATA_KEY)
                .filter(operation.id().toString()::equals)
                .flatMap(any -> Json.reference(object, "latest_invoice"));
    }

    private Optional<Snapshot> fetchAgain(ObjectKey key) {
        try {
            Answer answer = processor.fetch(
                    Fetch.of(key.account(), key.type(), key.id()).forCaller());
            return Optional.of(Snapshot.answered(key, answer.object(), answer.answeredAt()));
        } catch (ProcessorException e) {
            return Optional.empty();
        }
    }

    private Optional<MirrorRow> write(
            Tx tx,
            OperationRow operation,
            Optional<String> awaited,
            Snapshot snapshot,
            long notedRevision,
            boolean lastTime)
            throws SQLException {
        MirrorRow row = mirror.lock(tx, snapshot.key());
        boolean moved = row.revision() != notedRevision;
        if (moved && !lastTime) {
            return Optional.of(row);
        }
        if (moved) {
            mirror.markDirty(tx, row.key());
        } else {
            mirror.write(tx, Map.of(row.key(), row), List.of(snapshot));
        }
        OperationResult result =
                OperationResult.performed(snapshot.key().type(), snapshot.key().id(), awaited);
        if (store.conclude(tx, operation, OperationState.DONE, result)) {
            ledger.append(tx, List.of(fact(operation, snapshot.key(), detail(operation, awaited))));
        }
        return Optional.empty();
    }

    /** Concludes an operation whose payment was declined. */
    void declined(OperationRow operation, String code, String declineCode) {
        JsonObject detail =
                Json.object().add("code", code).add("decline_code", declineCode).build();
        database.doInTransaction(tx -> {
            if (store.conclude(tx, operation, OperationState.DECLINED, OperationResult.failure(code, declineCode))) {
                ledger.append(tx, List.of(fact(operation, operation.subject(), detail)));
            }
        });
    }

    /** Concludes an operation that certainly was not performed. */
    void notPerformed(OperationRow operation, OperationState state, String code, String detail) {
        database.doInTransaction(tx -> store.conclude(tx, operation, state, OperationResult.failure(code, detail)));
    }

    /** What a change named, never what it said: facts are never erased and may hold no personal data. */
    private static JsonObject detail(OperationRow operation, Optional<String> awaited) {
        JsonObjectBuilder detail = Json.object();
        operation.command().filter(command -> !command.target().isEmpty()).ifPresent(command -> {
            JsonArrayBuilder names = Json.array();
            new TreeSet<>(command.parameters().keySet()).forEach(names::add);
            detail.add("changed", names);
        });
        awaited.ifPresent(invoice -> detail.add("awaits_payment_of", invoice));
        return detail.build();
    }

    private Fact fact(OperationRow operation, ObjectKey subject, JsonObject detail) {
        return new Fact(
                operation.id(),
                operation.kind(),
                1,
                subject,
                operation.actor(),
                Optional.of(operation.operationId()),
                operation.traceId(),
                Cause.operation(operation.id().toString()),
                detail,
                clock.now());
    }
}
