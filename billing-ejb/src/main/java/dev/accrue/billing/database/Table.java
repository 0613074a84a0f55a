package dev.accrue.billing.database;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A table that projectors write: its name, its key, its other columns.
 *
 * <p>Every such table starts its key with account and livemode.
 */
public final class Table {

    private final String name;
    private final List<String> key;
    private final List<String> columns;
    private final List<String> all;
    private final String columnsForInsert;
    private final Map<String, Integer> positions = new HashMap<>();

    private Table(String name, List<String> key, List<String> columns) {
        this.name = name;
        this.key = key;
        this.columns = columns;
        this.all = Stream.concat(key.stream(), columns.stream()).toList();
        this.columnsForInsert = "#" + name + " (" + String.join(", ", all) + ")";
        for (int i = 0; i < all.size(); i++) {
            positions.put(all.get(i), i);
        }
    }

    /** A table whose key is account, livemode and the given columns (separated by spaces). */
    public static Table of(String name, String key, String columns) {
        return new Table(
                name,
                List.of(("account livemode " + key).split("\\s+")),
                List.of(columns.trim().split("\\s+")));
    }

    public String name() {
        return name;
    }

    List<String> key() {
        return key;
    }

    List<String> columns() {
        return columns;
    }

    List<String> all() {
        return all;
    }

    /** For example {@code #things (account, livemode, id, name)}. */
    String columnsForInsert() {
        return columnsForInsert;
    }

    int position(String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw new IllegalArgumentException("table " + name + " has no column " + column);
        }
        return position;
    }

    @Override
    public String toString() {
        return name;
    }
}
