package dev.accrue.billing.mirror;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes out of this database what tells of a person: of the objects of a customer, of their extracts, and of what
 * others keep. The extracts are projected again from what is left, by the same projectors as ever.
 *
 * <p>It goes in small transactions and can be broken off and begun again anywhere. Before the first of them the
 * customer is marked, so that nobody writes anew what is being erased.
 */
@Dependent
public class Erasure {

    private static final int BATCH = 50;
    private static final String PAGE =
            "select account, livemode, object_type, object_id, revision, raw, deleted_at from #stripe_objects"
                    + " where account = ? and livemode = ? and customer_id = ? and raw is not null"
                    + " and (object_type, object_id) > (?, ?) order by object_type, object_id limit ? for update";

    private final Database database;
    private final ErasedCustomers erased;
    private final Projectors projectors;
    private final SystemClock clock;
    private final Iterable<Erasing> others;

    @Inject
    Erasure(
            Database database,
            ErasedCustomers erased,
            Projectors projectors,
            SystemClock clock,
            @Any Instance<Erasing> others) {
        this.database = database;
        this.erased = erased;
        this.projectors = projectors;
        this.clock = clock;
        this.others = others;
    }

    private record Stored(ObjectKey key, JsonObject raw, long revision, Optional<Instant> deletedAt) {}

    /** Marks the customer: from now on nothing personal of theirs is written. */
    public void mark(ObjectKey customer) {
        database.doInTransaction(tx -> erased.add(tx, customer));
    }

    /** Erases everything that is there of a marked customer. */
    public void run(ObjectKey customer) {
        ObjectKey after = new ObjectKey(customer.account(), "", "");
        List<ObjectKey> done;
        do {
            ObjectKey from = after;
            done = database.inTransaction(tx -> step(tx, customer, from));
            after = done.isEmpty() ? from : done.get(done.size() - 1);
        } while (done.size() == BATCH);
        others.forEach(other -> runAll(other, customer));
    }

    private void runAll(Erasing other, ObjectKey customer) {
        int changed;
        do {
            changed = database.inTransaction(tx -> other.erase(tx, customer, BATCH));
        } while (changed > 0);
    }

    private List<ObjectKey> step(Tx tx, ObjectKey customer, ObjectKey after) throws SQLException {
        List<Stored> page = tx.query(
                PAGE,
                Erasure::read,
                customer.account().id(),
                customer.account().livemode(),
                customer.id(),
                after.type(),
                after.id(),
                BATCH);
        Extracts extracts = new Extracts();
        for (Stored stored : page) {
            JsonObject left = PersonalData.erasedFrom(stored.raw());
            tx.update(
                    "update #stripe_objects set raw = ? where account = ? and livemode = ? and object_type = ?"
                            + " and object_id = ?",
                    left.toString(),
                    stored.key().account().id(),
                    stored.key().account().livemode(),
                    stored.key().type(),
                    stored.key().id());
            extracts.at(stored.revision(), stored.deletedAt().orElseGet(clock::now));
            projectors.project(
                    new Snapshot(
                            stored.key(), left, stored.deletedAt().isPresent(), Optional.empty(), Optional.empty()),
                    extracts);
        }
        extracts.write(tx);
        return page.stream().map(Stored::key).toList();
    }

    private static Stored read(Result row) throws SQLException {
        ObjectKey key = new ObjectKey(
                new Account(row.text("account"), row.flag("livemode")), row.text("object_type"), row.text("object_id"));
        return new Stored(key, Json.parse(row.text("raw")), row.whole("revision"), row.moment("deleted_at"));
    }
}
