package dev.accrue.billing.database;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The few statements that PostgreSQL and H2 write differently. */
public enum Dialect {
    POSTGRESQL {
        @Override
        public String insertIfAbsent(String insert) {
            return insert + " on conflict do nothing";
        }
    },
    H2 {
        // H2 has no such clause outside of its PostgreSQL mode; a refused INSERT does not end the transaction.
        @Override
        public String insertIfAbsent(String insert) {
            return insert;
        }
    };

    static Dialect of(String productName) {
        String name = productName.toLowerCase(Locale.ROOT);
        if (name.startsWith("postgresql")) {
            return POSTGRESQL;
        }
        if (name.startsWith("h2")) {
            return H2;
        }
        throw new IllegalStateException("billing runs on PostgreSQL (and on H2 for development), not on " + productName
                + "; point the server's default datasource at one of them");
    }

    /** The statement that leaves an existing row alone; on H2 the caller treats a unique violation as "existed". */
    public abstract String insertIfAbsent(String insert);

    /** The folder of migrations for this database. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** PostgreSQL's, for any number of rows: an array for each column. */
    static String insertAll(String columns, List<String> types) {
        return "insert into " + columns + " select "
                + types.stream().map(type -> "unnest(?::" + type + "[])").collect(Collectors.joining(", "));
    }

    /** PostgreSQL's end of an insert that overwrites rows which exist. */
    static String overwriting(Table table) {
        return table.columns().stream()
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(
                        ", ", " on conflict (" + String.join(", ", table.key()) + ") do update set ", ""));
    }

    /** H2's, for one row, whether it exists or not. */
    static String merge(Table table) {
        return "merge into " + table.columnsForInsert() + " key (" + String.join(", ", table.key()) + ") values "
                + tuple(table.all().size());
    }

    /** For example {@code (?, ?, ?)}. */
    static String tuple(int columns) {
        return "(?" + ", ?".repeat(columns - 1) + ")";
    }
}
