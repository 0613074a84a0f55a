package dev.accrue.billing.mirror;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import jakarta.json.JsonObject;
import java.util.Set;

/** The common case of a projector: one type of object, one table, one row. */
public abstract class ObjectProjector implements Projector {

    private final String objectType;
    private final Table table;

    protected ObjectProjector(String objectType, Table table) {
        this.objectType = objectType;
        this.table = table;
    }

    /** Sets the columns of the object's row; key and revision are set already. */
    protected abstract void fill(Row row, JsonObject raw);

    @Override
    public Set<String> objectTypes() {
        return Set.of(objectType);
    }

    @Override
    public void project(Snapshot snapshot, Extracts extracts) {
        fill(extracts.row(table, snapshot), snapshot.raw());
    }

    @Override
    public void tombstone(Snapshot snapshot, Extracts extracts) {
        extracts.markDeleted(table, snapshot);
    }
}
