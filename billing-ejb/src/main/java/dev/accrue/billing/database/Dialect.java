package dev.accrue.billing.database;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The few statements that PostgreSQL and H2 write differently. */
public enum Dialect {
    POSTGRESQL {
        @Override
        String upsert(Table table, int rows) {
            String updates = table.columns().stream()
                    .map(column -> column + " = excluded." + column)
                    .collect(Collectors.joining(", "));
            return insert(table, rows) + " on conflict (" + String.join(", ", table.key()) + ") do update set "
                    + updates;
        }

        @Override
        public String insertIfAbsent(String insert) {
            return insert + " on conflict do nothing";
        }
    },
    H2 {
        @Override
        String upsert(Table table, int rows) {
            List<String> all = table.all();
            return "merge into #" + table.name() + " (" + String.join(", ", all) + ") key ("
                    + String.join(", ", table.key()) + ") values (" + questionMarks(all.size()) + ")";
        }

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

    /** Writes rows whether they exist or not (on H2 one at a time); parameters in the order of {@link Table#all()}. */
    abstract String upsert(Table table, int rows);

    /** The statement that leaves an existing row alone; on H2 the caller treats a unique violation as "existed". */
    public abstract String insertIfAbsent(String insert);

    /** The folder of migrations for this database. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String insert(Table table, int rows) {
        List<String> all = table.all();
        return "insert into #" + table.name() + " (" + String.join(", ", all) + ") values " + tuples(rows, all.size());
    }

    /** For example {@code (?, ?), (?, ?)}. */
    static String tuples(int rows, int columns) {
        String tuple = "(" + questionMarks(columns) + ")";
        return tuple + (", " + tuple).repeat(rows - 1);
    }

    static String questionMarks(int count) {
        return "?" + ", ?".repeat(count - 1);
    }
}
