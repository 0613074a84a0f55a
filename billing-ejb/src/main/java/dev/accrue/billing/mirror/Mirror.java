package dev.accrue.billing.mirror;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.database.Dialect;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the mirror and their locks.
 *
 * <p>No clock decides which of two states is newer. Whoever is about to ask Stripe notes the row's revision; whoever
 * writes an answer does so under the row's lock and only if the revision is still the noted one. If it is not, two
 * answers overlapped and neither is known to be the newer: the object is fetched again.
 */
@Dependent
public class Mirror {

    private static final String COLUMNS = "account, livemode, object_type, object_id, revision, dirty, lease_token,"
            + " leased_until, leased_until > current_timestamp as leased, applied_created,"
            + " applied_order, answered_at, deleted_at";
    private static final String OF_KEYS = " from unnest(?, ?, ?, ?) as k (account, livemode, object_type, object_id)";
    private static final String IS_KEY = " o.account = k.account and o.livemode = k.livemode"
            + " and o.object_type = k.object_type and o.object_id = k.object_id";
    private static final String LOCK_EXISTING = "select " + ("o." + COLUMNS.replace(", ", ", o.")) + OF_KEYS
            + " join #stripe_objects o on" + IS_KEY + " for update of o skip locked";
    private static final String LOCK_UNHEARD_OF =
            "select account, livemode, object_type, object_id" + OF_KEYS + " where not exists (select 1 from"
                    + " #stripe_objects o where" + IS_KEY + ")"
                    + " and pg_try_advisory_xact_lock(hashtextextended(k.account || ' ' || k.livemode || ' '"
                    + " || k.object_type || ' ' || k.object_id, 0))";
    private static final String KEY_COLUMNS = "account, livemode, object_type, object_id";
    private static final String NEW_ROW = "#stripe_objects (account, livemode, object_type, object_id, changed_at)";
    private static final String KEY = " account = ? and livemode = ? and object_type = ? and object_id = ?";
    private static final Table OBJECTS = Table.of(
            "stripe_objects",
            "object_type object_id",
            "revision dirty lease_token leased_until customer_id raw applied_created applied_order answered_at deleted_at"
                    + " changed_at");
    private static final String DELETE = "update #stripe_objects set revision = ?, dirty = false, leased_until = null,"
            + " raw = coalesce(?, raw), customer_id = coalesce(?, customer_id), applied_created = ?,"
            + " applied_order = ?, answered_at = ?, deleted_at = coalesce(deleted_at, ?), changed_at = ? where" + KEY;

    private final Projectors projectors;
    private final ErasedCustomers erased;
    private final SystemClock clock;

    @Inject
    public Mirror(Projectors projectors, ErasedCustomers erased, SystemClock clock) {
        this.projectors = projectors;
        this.erased = erased;
        this.clock = clock;
    }

    /** What is known of an object without locking it; nothing when it was never heard of. */
    public Optional<MirrorRow> find(Tx tx, ObjectKey key) throws SQLException {
        return tx.find("select " + COLUMNS + " from #stripe_objects where" + KEY, Mirror::read, parameters(key));
    }

    /** The object's raw JSON as last written, unless it was never fetched. */
    public Optional<JsonObject> raw(Tx tx, ObjectKey key) throws SQLException {
        return tx.find("select raw from #stripe_objects where" + KEY, row -> row.findText("raw"), parameters(key))
                .flatMap(text -> text)
                .map(Json::parse);
    }

    /** Locks the object's row until the end of the transaction, making it first if need be; waits for others. */
    public MirrorRow lock(Tx tx, ObjectKey key) throws SQLException {
        Optional<MirrorRow> row = lockExisting(tx, key);
        if (row.isEmpty()) {
            insertMissing(tx, List.of(key));
            row = lockExisting(tx, key);
        }
        return row.orElseThrow();
    }

    /**
     * Locks those objects that nobody else holds right now; never waits. One that nobody has heard of has no row yet:
     * {@link #write} makes it, or {@link #make}.
     */
    public List<MirrorRow> lockFree(Tx tx, Collection<ObjectKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        TreeSet<ObjectKey> sorted = new TreeSet<>(keys);
        List<MirrorRow> locked = new ArrayList<>(lockExisting(tx, sorted));
        if (locked.size() < sorted.size()) {
            locked.forEach(row -> sorted.remove(row.key()));
            locked.addAll(lockUnheardOf(tx, sorted));
        }
        return locked;
    }

    /**
     * What has no row can be locked by name on PostgreSQL. That is for courtesy: whoever missed the other's lock by a
     * hair loses when it makes the row.
     */
    private List<MirrorRow> lockUnheardOf(Tx tx, Collection<ObjectKey> keys) throws SQLException {
        if (tx.dialect() == Dialect.H2) {
            return insertMissing(tx, keys).stream()
                    .map(key -> MirrorRow.unheardOf(key, true))
                    .toList();
        }
        return tx.query(LOCK_UNHEARD_OF, row -> MirrorRow.unheardOf(key(row), false), columns(keys));
    }

    /**
     * Makes the rows of locked objects that have none.
     *
     * @throws SQLException as for a lost race when somebody else made one of them
     */
    public void make(Tx tx, Collection<MirrorRow> rows) throws SQLException {
        List<ObjectKey> missing =
                rows.stream().filter(row -> !row.stored()).map(MirrorRow::key).toList();
        if (insertMissing(tx, missing).size() < missing.size()) {
            throw lostRace();
        }
    }

    private static SQLException lostRace() {
        return new SQLTransactionRollbackException("somebody else was first to write of an object", "40001");
    }

    /** Takes the lease of locked rows for a while, so that no other worker fetches them meanwhile. */
    public List<MirrorRow> lease(Tx tx, List<MirrorRow> rows, Duration howLong) throws SQLException {
        make(tx, rows);
        tx.batch(
                "update #stripe_objects set lease_token = lease_token + 1, leased_until = current_timestamp"
                        + " + cast(? as int) * interval '1' second where" + KEY,
                rows.stream()
                        .map(row -> parameters(row.key(), (int) howLong.toSeconds()))
                        .toList());
        return rows.stream()
                .map(row -> new MirrorRow(
                        row.key(),
                        true,
                        row.revision(),
                        row.dirty(),
                        row.leaseToken() + 1,
                        true,
                        row.applied(),
                        row.answeredAt(),
                        row.deleted()))
                .toList();
    }

    /** Keeps the lease for a while without doing anything, so that no other worker turns to the object at once. */
    public void rest(Tx tx, ObjectKey key, long leaseToken, Duration howLong) throws SQLException {
        @Nullable Object[] all = Arrays.copyOf(parameters(key, (int) howLong.toSeconds()), 6);
        all[5] = leaseToken;
        tx.update(
                "update #stripe_objects set leased_until = current_timestamp + cast(? as int) * interval '1' second where"
                        + KEY + " and lease_token = ?",
                all);
    }

    /** Gives a lease back and leaves the doubt, if there was one, to events that will be tried again. */
    public void entrust(Tx tx, ObjectKey key, long leaseToken) throws SQLException {
        tx.update(
                "update #stripe_objects set leased_until = null, dirty = false where" + KEY + " and lease_token = ?",
                parametersThen(key, leaseToken));
    }

    /** Says that the mirror may not hold the newest state, so that a worker fetches the object. */
    public void markDirty(Tx tx, ObjectKey key) throws SQLException {
        tx.update("update #stripe_objects set dirty = true where" + KEY, parameters(key));
    }

    /** Ends the doubt about an object that cannot be read again: nothing better is to be had. */
    public void markClean(Tx tx, ObjectKey key) throws SQLException {
        tx.update("update #stripe_objects set dirty = false where" + KEY, parameters(key));
    }

    /** Objects in doubt that nobody is fetching, those that wait longest first. */
    public List<ObjectKey> dirty(Tx tx, int limit) throws SQLException {
        return tx.query(
                "select account, livemode, object_type, object_id from #stripe_objects where dirty and"
                        + " (leased_until is null or leased_until < current_timestamp) order by changed_at limit ?",
                Mirror::key,
                limit);
    }

    /**
     * Writes new states of locked rows, with everything that the features project from them.
     *
     * @param rows the locked rows, by key; every snapshot's key must be among them
     */
    public void write(Tx tx, Map<ObjectKey, MirrorRow> rows, Collection<Snapshot> snapshots) throws SQLException {
        write(tx, rows, snapshots, forgotten(tx, snapshots.stream().flatMap(Snapshot::customerKeys)));
    }

    /** Those of the customers who are forgotten. */
    public Set<ObjectKey> forgotten(Tx tx, Stream<ObjectKey> customers) throws SQLException {
        return erased.among(tx, customers.collect(Collectors.toSet()));
    }

    /** The same for a caller who knows which customers are forgotten: nothing personal of theirs is written. */
    public void write(Tx tx, Map<ObjectKey, MirrorRow> rows, Collection<Snapshot> snapshots, Set<ObjectKey> forgotten)
            throws SQLException {
        Instant now = clock.now();
        Extracts extracts = new Extracts();
        List<Row> first = new ArrayList<>();
        List<Row> next = new ArrayList<>();
        List<MirrorRow> deleted = new ArrayList<>();
        List<@Nullable Object[]> deletes = new ArrayList<>();
        for (Snapshot shown : snapshots) {
            Snapshot snapshot = shown.without(forgotten);
            MirrorRow row = rows.get(snapshot.key());
            if (row == null) {
                throw new IllegalStateException(snapshot.key() + " is not locked");
            }
            extracts.at(row.revision() + 1, now);
            boolean complete = projectors.project(snapshot, extracts);
            if (snapshot.deleted()) {
                deleted.add(row);
                deletes.add(deletion(row, snapshot, now));
            } else {
                (row.stored() ? next : first).add(writing(row, snapshot, now).set("dirty", !complete && !row.dirty()));
            }
        }
        insertFirst(tx, first);
        tx.upsert(next);
        make(tx, deleted);
        tx.batch(DELETE, deletes);
        extracts.write(tx);
    }

    /** Nobody else makes these rows, as good as ever: so the database need not look for them before. */
    private static void insertFirst(Tx tx, List<Row> rows) throws SQLException {
        try {
            tx.insert(rows);
        } catch (SQLException e) {
            throw new DatabaseException(e).isUniqueViolation() ? lostRace() : e;
        }
    }

    private static Row writing(MirrorRow row, Snapshot snapshot, Instant now) {
        Optional<Applied> applied = later(row.applied(), snapshot.applied());
        return new Row(OBJECTS)
                .set("account", row.key().account().id())
                .set("livemode", row.key().account().livemode())
                .set("object_type", row.key().type())
                .set("object_id", row.key().id())
                .set("revision", row.revision() + 1)
                .set("lease_token", row.leaseToken())
                .set("customer_id", snapshot.customer())
                .set("raw", Scrubber.scrub(snapshot.raw()).toString())
                .set("applied_created", applied.map(Applied::created))
                .set("applied_order", applied.map(Applied::order))
                .set("answered_at", later(row.answeredAt(), snapshot.answeredAt()))
                .set("changed_at", now);
    }

    private static Object[] deletion(MirrorRow row, Snapshot snapshot, Instant now) {
        Optional<Snapshot> last = Optional.of(snapshot).filter(Snapshot::showsObject);
        Optional<Applied> applied = later(row.applied(), snapshot.applied());
        return parameters(
                row.key(),
                row.revision() + 1,
                last.map(shown -> Scrubber.scrub(shown.raw()).toString()),
                last.flatMap(Snapshot::customer),
                applied.map(Applied::created),
                applied.map(Applied::order),
                later(row.answeredAt(), snapshot.answeredAt()),
                now,
                now);
    }

    private static <T extends Comparable<T>> Optional<T> later(Optional<T> one, Optional<T> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().compareTo(other.get()) > 0 ? one : other;
    }

    /** Makes rows for objects that have none; the rows that it made are locked by having been made. */
    private Set<ObjectKey> insertMissing(Tx tx, Collection<ObjectKey> keys) throws SQLException {
        Instant now = clock.now();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (ObjectKey key : keys) {
            rows.add(new Object[] {key.account().id(), key.account().livemode(), key.type(), key.id(), now});
        }
        return tx.insertNew(NEW_ROW, KEY_COLUMNS, Mirror::key, Mirror::key, rows);
    }

    private static ObjectKey key(@Nullable Object[] row) {
        return new ObjectKey(new Account((String) row[0], (Boolean) row[1]), (String) row[2], (String) row[3]);
    }

    private Optional<MirrorRow> lockExisting(Tx tx, ObjectKey key) throws SQLException {
        return tx.find(
                "select " + COLUMNS + " from #stripe_objects where" + KEY + " for update",
                Mirror::read,
                parameters(key));
    }

    private List<MirrorRow> lockExisting(Tx tx, Collection<ObjectKey> keys) throws SQLException {
        if (tx.dialect() == Dialect.POSTGRESQL) {
            return tx.query(LOCK_EXISTING, Mirror::read, columns(keys));
        }
        List<MirrorRow> locked = new ArrayList<>();
        for (ObjectKey key : keys) { // H2 locks no rows of a join
            locked.addAll(tx.query(
                    "select " + COLUMNS + " from #stripe_objects where" + KEY + " for update skip locked",
                    Mirror::read,
                    parameters(key)));
        }
        return locked;
    }

    /** The keys as PostgreSQL's {@code unnest} takes them. */
    private static Object[] columns(Collection<ObjectKey> keys) {
        return new Object[] {
            keys.stream().map(key -> key.account().id()).toList(),
            keys.stream().map(key -> key.account().livemode()).toList(),
            keys.stream().map(ObjectKey::type).toList(),
            keys.stream().map(ObjectKey::id).toList()
        };
    }

    private static @Nullable Object[] parameters(ObjectKey key, @Nullable Object... before) {
        @Nullable Object[] all = Arrays.copyOf(before, before.length + 4);
        all[before.length] = key.account().id();
        all[before.length + 1] = key.account().livemode();
        all[before.length + 2] = key.type();
        all[before.length + 3] = key.id();
        return all;
    }

    private static @Nullable Object[] parametersThen(ObjectKey key, Object last) {
        @Nullable Object[] all = Arrays.copyOf(parameters(key), 5);
        all[4] = last;
        return all;
    }

    private static ObjectKey key(Result row) throws SQLException {
        return new ObjectKey(
                new Account(row.text("account"), row.flag("livemode")), row.text("object_type"), row.text("object_id"));
    }

    private static MirrorRow read(Result row) throws SQLException {
        String order = row.findText("applied_order").orElse("");
        return new MirrorRow(
                key(row),
                true,
                row.whole("revision"),
                row.flag("dirty"),
                row.whole("lease_token"),
                row.flag("leased"),
                row.moment("applied_created").map(created -> new Applied(created, order)),
                row.moment("answered_at"),
                row.moment("deleted_at").isPresent());
    }
}
