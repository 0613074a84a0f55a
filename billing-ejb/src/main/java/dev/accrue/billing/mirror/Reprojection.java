package dev.accrue.billing.mirror;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Projects stored objects again, without asking Stripe: for a feature that came after its objects, or a projector that
 * learned something.
 *
 * <p>It goes through the objects of a type in the order of their keys, a batch in each transaction. Every object is
 * locked while its rows are written, so that they are those of its present revision; whoever has a newer state waits a
 * moment and writes after it. Workers may run meanwhile, and so may a second re-projection: the same state gives the
 * same rows.
 */
@Dependent
public class Reprojection {

    /** How many objects a transaction takes unless the caller wishes otherwise. */
    public static final int BATCH = 100;

    private static final Logger LOG = Logger.getLogger(Reprojection.class.getName());
    private static final String COLUMNS = "select account, livemode, object_type, object_id, revision, raw, deleted_at"
            + " from #stripe_objects where object_type = ? and raw is not null and";
    private static final String PAGE = COLUMNS
            + " (account, livemode, object_id) > (?, ?, ?) order by account, livemode, object_id limit ? for update";
    private static final String ONE = COLUMNS + " account = ? and livemode = ? and object_id = ? for update";

    private final Database database;
    private final Projectors projectors;
    private final SystemClock clock;

    @Inject
    public Reprojection(Database database, Projectors projectors, SystemClock clock) {
        this.database = database;
        this.projectors = projectors;
        this.clock = clock;
    }

    /**
     * How far a re-projection has come. Whoever keeps it can go on from there at any time, on any node.
     *
     * @param type the objects' type
     * @param after the last object that was looked at; empty at the beginning
     * @param projected how many objects were projected
     * @param failed how many could not be, each named in the log
     * @param done whether there is nothing left
     */
    public record Progress(String type, Optional<ObjectKey> after, long projected, long failed, boolean done)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        public static Progress start(String type) {
            return new Progress(type, Optional.empty(), 0, 0, false);
        }

        private Progress passed(ObjectKey key, boolean succeeded) {
            return new Progress(
                    type, Optional.of(key), projected + (succeeded ? 1 : 0), failed + (succeeded ? 0 : 1), false);
        }

        private Progress finished() {
            return new Progress(type, after, projected, failed, true);
        }
    }

    /** A locked object with its state. */
    private record Stored(Snapshot snapshot, long revision, Optional<Instant> deletedAt) {}

    /** Projects every object of a type, and tells after each batch how far it is. */
    public Progress run(String type, Consumer<Progress> listener) {
        Progress progress = Progress.start(type);
        while (!progress.done()) {
            progress = step(progress, BATCH);
            listener.accept(progress);
        }
        return progress;
    }

    /**
     * Projects the next objects, at most so many, in one transaction. One that cannot be projected is named, counted
     * and passed by.
     *
     * @throws IllegalArgumentException when no feature projects objects of this type
     */
    public Progress step(Progress from, int most) {
        if (projectors.of(from.type()).isEmpty()) {
            throw new IllegalArgumentException("no feature projects objects of type " + from.type());
        }
        try {
            return database.inTransaction(tx -> step(tx, from, most));
        } catch (DatabaseException e) {
            if (!e.isAboutData()) {
                throw e;
            }
            return oneByOne(from, most);
        } catch (RuntimeException e) {
            return oneByOne(from, most);
        }
    }

    private Progress step(Tx tx, Progress from, int most) throws SQLException {
        List<Stored> page = page(tx, from, most);
        Progress progress = from;
        for (Stored stored : page) {
            write(tx, stored);
            progress = progress.passed(stored.snapshot().key(), true);
        }
        return page.size() < most ? progress.finished() : progress;
    }

    private Progress oneByOne(Progress from, int most) {
        List<ObjectKey> keys = database.inTransaction(tx -> page(tx, from, most)).stream()
                .map(stored -> stored.snapshot().key())
                .toList();
        Progress progress = from;
        for (ObjectKey key : keys) {
            progress = progress.passed(key, succeeds(key));
        }
        return keys.size() < most ? progress.finished() : progress;
    }

    private boolean succeeds(ObjectKey key) {
        try {
            database.doInTransaction(tx -> {
                Optional<Stored> stored = tx.find(
                        ONE,
                        Reprojection::read,
                        key.type(),
                        key.account().id(),
                        key.account().livemode(),
                        key.id());
                if (stored.isPresent()) {
                    write(tx, stored.get());
                }
            });
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> key + " could not be projected again");
            return false;
        }
    }

    private static List<Stored> page(Tx tx, Progress from, int most) throws SQLException {
        return tx.query(
                PAGE,
                Reprojection::read,
                from.type(),
                from.after().map(key -> key.account().id()).orElse(""),
                from.after().map(key -> key.account().livemode()).orElse(false),
                from.after().map(ObjectKey::id).orElse(""),
                most);
    }

    /** What is deleted became so when it did, not now. */
    private void write(Tx tx, Stored stored) throws SQLException {
        Extracts extracts = new Extracts();
        extracts.at(stored.revision(), stored.deletedAt().orElseGet(clock::now));
        projectors.project(stored.snapshot(), extracts);
        extracts.write(tx);
    }

    private static Stored read(Result row) throws SQLException {
        ObjectKey key = new ObjectKey(
                new Account(row.text("account"), row.flag("livemode")), row.text("object_type"), row.text("object_id"));
        Optional<Instant> deletedAt = row.moment("deleted_at");
        Snapshot snapshot = new Snapshot(
                key, Json.parse(row.text("raw")), deletedAt.isPresent(), Optional.empty(), Optional.empty());
        return new Stored(snapshot, row.whole("revision"), deletedAt);
    }
}
