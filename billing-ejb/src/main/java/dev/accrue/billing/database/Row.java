package dev.accrue.billing.database;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of one row of a {@link Table}; what is not set is null. */
public final class Row {

    private final Table table;
    private final @Nullable Object[] values;

    public Row(Table table) {
        this.table = table;
        this.values = new Object[table.all().size()];
    }

    /** Sets a column; an empty {@link Optional} is null. */
    public Row set(String column, @Nullable Object value) {
        values[table.position(column)] = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return this;
    }

    public @Nullable Object get(String column) {
        return values[table.position(column)];
    }

    public Table table() {
        return table;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    /** The key's values as one comparable text, so that all writers take rows in the same order. */
    String sortKey() {
        return Arrays.toString(Arrays.copyOf(values, table.key().size()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row that && table == that.table && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return table + sortKey();
    }
}
