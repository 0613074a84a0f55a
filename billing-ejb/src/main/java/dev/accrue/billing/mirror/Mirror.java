package dev.accrue.billing.mirror;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the mirror and their locks.
 *
 * <p>No clock decides which of two states is newer. Whoever is about to ask Stripe notes the row's revision; whoever
 * writes an answer does so under the row's lock and only if the revision is still the noted one. If it is not, two
 * answers overlapped and neither is known to be the newer: the object is fetched again.
 */
@ApplicationScoped
public class Mirror {

    private static final String COLUMNS = "account, livemode, object_type, object_id, revision, dirty, lease_token,"
            + " leased_until, leased_until > current_timestamp as leased, applied_created,"
            + " applied_order, answered_at, deleted_at";
    private static final String INSERT = "insert into #stripe_objects (account, livemode, object_type, object_id,"
            + " first_seen_at, changed_at) values (?, ?, ?, ?, ?, ?)";
    private static final String KEY = " account = ? and livemode = ? and object_type = ? and object_id = ?";
    private static final String WRITE = "update #stripe_objects set revision = ?, dirty = ?, leased_until = null,"
            + " raw = ?, customer_id = ?, applied_created = ?, applied_order = ?, answered_at = ?, deleted_at = null,"
            + " changed_at = ? where" + KEY;
    private static final String DELETE = "update #stripe_objects set revision = ?, dirty = false, leased_until = null,"
            + " raw = coalesce(?, raw), customer_id = coalesce(?, customer_id), applied_created = ?,"
            + " applied_order = ?, answered_at = ?, deleted_at = coalesce(deleted_at, ?), changed_at = ? where" + KEY;

    private final Projectors projectors;
    private final SystemClock clock;

    @Inject
    public Mirror(Projectors projectors, SystemClock clock) {
        this.projectors = projectors;
        this.clock = clock;
    }

    protected Mirror() { // CDI requires it for the proxy
        this(null, null);
    }

    /** What is known of an object without locking it; nothing when it was never heard of. */
    public Optional<MirrorRow> find(Tx tx, ObjectKey key) throws SQLException {
        return tx.find(
                "select " + COLUMNS + " from #stripe_objects where" + KEY, Mirror::read, (Object[]) parameters(key));
    }

    /** The object's raw JSON as last written, unless it was never fetched. */
    public Optional<JsonObject> raw(Tx tx, ObjectKey key) throws SQLException {
        return tx.find("select raw from #stripe_objects where" + KEY, row -> row.findText("raw"), (Object[])
                        parameters(key))
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

    /** Locks the rows of those objects that nobody else holds right now, making missing ones first. Never waits. */
    public List<MirrorRow> lockFree(Tx tx, Collection<ObjectKey> keys) throws SQLException {
        TreeSet<ObjectKey> sorted = new TreeSet<>(keys);
        List<MirrorRow> locked = new ArrayList<>(lockExisting(tx, sorted));
        if (locked.size() < sorted.size()) {
            locked.forEach(row -> sorted.remove(row.key()));
            insertMissing(tx, sorted);
            locked.addAll(lockExisting(tx, sorted));
        }
        return locked;
    }

    /** Takes the lease of locked rows for a while, so that no other worker fetches them meanwhile. */
    public List<MirrorRow> lease(Tx tx, List<MirrorRow> rows, Duration howLong) throws SQLException {
        tx.batch(
                "update #stripe_objects set lease_token = lease_token + 1, leased_until = current_timestamp"
                        + " + cast(? as int) * interval '1' second where" + KEY,
                rows.stream()
                        .map(row -> parameters(row.key(), (int) howLong.toSeconds()))
                        .toList());
        return rows.stream()
                .map(row -> new MirrorRow(
                        row.key(),
                        row.revision(),
                        row.dirty(),
                        row.leaseToken() + 1,
                        true,
                        row.applied(),
                        row.answeredAt(),
                        row.deleted()))
                .toList();
    }

    /** Gives a lease back without having written anything. */
    public void release(Tx tx, ObjectKey key, long leaseToken) throws SQLException {
        tx.update(
                "update #stripe_objects set leased_until = null where" + KEY + " and lease_token = ?",
                parametersThen(key, leaseToken));
    }

    /** Says that the mirror may not hold the newest state, so that a worker fetches the object. */
    public void markDirty(Tx tx, ObjectKey key) throws SQLException {
        tx.update("update #stripe_objects set dirty = true where" + KEY, (Object[]) parameters(key));
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
        Instant now = clock.now();
        Extracts extracts = new Extracts();
        List<@Nullable Object[]> writes = new ArrayList<>();
        List<@Nullable Object[]> deletes = new ArrayList<>();
        for (Snapshot snapshot : snapshots) {
            MirrorRow row = rows.get(snapshot.key());
            if (row == null) {
                throw new IllegalStateException(snapshot.key() + " is not locked");
            }
            extracts.at(row.revision() + 1, now);
            boolean complete = projectors.project(snapshot, extracts);
            if (snapshot.deleted()) {
                deletes.add(deletion(row, snapshot, now));
            } else {
                writes.add(writing(row, snapshot, !complete && !row.dirty(), now));
            }
        }
        tx.batch(WRITE, writes);
        tx.batch(DELETE, deletes);
        extracts.write(tx);
    }

    private static Object[] writing(MirrorRow row, Snapshot snapshot, boolean dirty, Instant now) {
        Optional<Applied> applied = later(row.applied(), snapshot.applied());
        return parameters(
                row.key(),
                row.revision() + 1,
                dirty,
                Scrubber.scrub(snapshot.raw()).toString(),
                snapshot.customer(),
                applied.map(Applied::created),
                applied.map(Applied::order),
                later(row.answeredAt(), snapshot.answeredAt()),
                now);
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

    private void insertMissing(Tx tx, Collection<ObjectKey> keys) throws SQLException {
        Instant now = clock.now();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (ObjectKey key : keys) {
            rows.add(new Object[] {key.account().id(), key.account().livemode(), key.type(), key.id(), now, now});
        }
        tx.insertAllIfAbsent(INSERT, rows);
    }

    private Optional<MirrorRow> lockExisting(Tx tx, ObjectKey key) throws SQLException {
        return tx.find(
                "select " + COLUMNS + " from #stripe_objects where" + KEY + " for update", Mirror::read, (Object[])
                        parameters(key));
    }

    private List<MirrorRow> lockExisting(Tx tx, Collection<ObjectKey> keys) throws SQLException {
        Map<Account, Map<String, List<String>>> groups = keys.stream()
                .collect(Collectors.groupingBy(
                        ObjectKey::account,
                        TreeMap::new,
                        Collectors.groupingBy(
                                ObjectKey::type,
                                TreeMap::new,
                                Collectors.mapping(ObjectKey::id, Collectors.toList()))));
        List<MirrorRow> locked = new ArrayList<>();
        for (Map.Entry<Account, Map<String, List<String>>> account : groups.entrySet()) {
            for (Map.Entry<String, List<String>> type : account.getValue().entrySet()) {
                locked.addAll(lockExisting(tx, account.getKey(), type.getKey(), type.getValue()));
            }
        }
        return locked;
    }

    private List<MirrorRow> lockExisting(Tx tx, Account account, String type, List<String> ids) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(account.id(), account.livemode(), type));
        parameters.addAll(ids);
        return tx.query(
                "select " + COLUMNS + " from #stripe_objects where account = ? and livemode = ? and object_type = ?"
                        + " and object_id in (" + String.join(", ", Collections.nCopies(ids.size(), "?"))
                        + ") for update skip locked",
                Mirror::read,
                parameters.toArray());
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
                row.whole("revision"),
                row.flag("dirty"),
                row.whole("lease_token"),
                row.flag("leased"),
                row.moment("applied_created").map(created -> new Applied(created, order)),
                row.moment("answered_at"),
                row.moment("deleted_at").isPresent());
    }
}
