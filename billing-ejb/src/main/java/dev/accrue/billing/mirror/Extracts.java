package dev.accrue.billing.mirror;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that projectors made of a batch of objects, written together in few round trips. */
public final class Extracts {

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, List<@Nullable Object[]>> afterwards = new LinkedHashMap<>();
    private final Map<Parts, List<@Nullable Object[]>> removals = new LinkedHashMap<>();
    private long revision;
    private Instant now = Instant.EPOCH;
    private boolean complete = true;

    /** The parts that objects of a type own, in one table. */
    private record Parts(Table table, String parentColumn, Account account, String parentType) {}

    /** Every row that follows belongs to this revision of its object, which was written at this moment. */
    void at(long objectRevision, Instant moment) {
        this.revision = objectRevision;
        this.now = moment;
        this.complete = true;
    }

    /** Whether the object held all of its parts; what is left out may neither be added nor taken for removed. */
    boolean isComplete() {
        return complete;
    }

    /** Says that the object did not hold all that its rows are made of, so that it is fetched. */
    public void lack() {
        complete = false;
    }

    /** Adds the object's own row, with its key and revision set. */
    public Row row(Table table, Snapshot snapshot) {
        return child(table, snapshot, snapshot.key().id());
    }

    /** Adds the row of a part that has an id of its own but lives and dies with the object. */
    public Row child(Table table, Snapshot snapshot, String id) {
        Row row = new Row(table)
                .set("account", snapshot.key().account().id())
                .set("livemode", snapshot.key().account().livemode())
                .set("id", id)
                .set("revision", revision);
        rows.add(row);
        return row;
    }

    /**
     * After all rows are written, parts of this object that this revision does not hold are marked as removed. An
     * object that is written for the first time has none. Where the list of parts is cut short or left out nobody knows
     * which those are, and all stay.
     *
     * @param list the name of the list in the object
     */
    public void removeOthers(Table table, String parentColumn, Snapshot snapshot, String list) {
        if (Json.isTrue(snapshot.raw(), list, "has_more")) {
            complete = false;
        } else if (revision > 1 && Json.at(snapshot.raw(), list).isPresent()) {
            Parts parts = new Parts(
                    table,
                    parentColumn,
                    snapshot.key().account(),
                    snapshot.key().type());
            removals.computeIfAbsent(parts, key -> new ArrayList<>())
                    .add(new Object[] {snapshot.key().id()});
        }
    }

    /** Marks the object's own row as deleted, keeping what it held. */
    public void markDeleted(Table table, Snapshot snapshot) {
        afterwards(
                "update #" + table.name() + " set deleted_at = ?, revision = ? where account = ? and livemode = ?"
                        + " and id = ? and deleted_at is null",
                now,
                revision,
                snapshot.key().account().id(),
                snapshot.key().account().livemode(),
                snapshot.key().id());
    }

    /** The rows so far, for tests of projectors. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    void write(Tx tx) throws SQLException {
        tx.upsert(rows);
        for (Map.Entry<Parts, List<@Nullable Object[]>> entry : removals.entrySet()) {
            remove(tx, entry.getKey(), entry.getValue());
        }
        for (Map.Entry<String, List<@Nullable Object[]>> entry : afterwards.entrySet()) {
            tx.batch(entry.getKey(), entry.getValue());
        }
    }

    private void remove(Tx tx, Parts parts, List<@Nullable Object[]> parents) throws SQLException {
        tx.updateAll(
                "update #" + parts.table().name() + " t set removed_at = ? where t.account = ? and t.livemode = ?"
                        + " and t.removed_at is null and t.revision <> (select o.revision from #stripe_objects o"
                        + " where o.account = t.account and o.livemode = t.livemode and o.object_type = ?"
                        + " and o.object_id = t." + parts.parentColumn() + ") and",
                "t." + parts.parentColumn(),
                parents,
                now,
                parts.account().id(),
                parts.account().livemode(),
                parts.parentType());
    }

    private void afterwards(String sql, @Nullable Object... parameters) {
        afterwards.computeIfAbsent(sql, text -> new ArrayList<>()).add(parameters);
    }
}
