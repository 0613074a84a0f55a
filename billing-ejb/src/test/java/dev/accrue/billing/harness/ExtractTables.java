package dev.accrue.billing.harness;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Row;
import java.math.BigDecimal;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every table that projectors write, as it is in the database, whatever features there are. */
public final class ExtractTables {

    /** What differs from one way to the same state to another: how often it was written, and when. */
    private static final Set<String> OF_THE_WAY = Set.of("revision", "deleted_at", "removed_at");

    private final Database database;
    private @Nullable Set<String> names;

    public ExtractTables(Database database) {
        this.database = database;
    }

    /** The tables whose rows belong to a revision of an object. */
    public Set<String> names() {
        if (names == null) {
            names = findNames();
        }
        return names;
    }

    private Set<String> findNames() {
        String sql = "select table_name from information_schema.columns where table_schema = '" + database.schema()
                + "' and lower(column_name) = 'revision' and lower(table_name) <> 'stripe_objects'";
        return rows(sql).stream()
                .map(row -> row.get("table_name").toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * All rows of all tables as text, one line each, in a fixed order; of deletion and removal only whether they
     * happened.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String table : names()) {
            rows("select * from " + qualified(table)).stream()
                    .map(row -> table + " " + comparable(row))
                    .sorted()
                    .forEach(lines::add);
        }
        return lines;
    }

    private static Map<String, @Nullable Object> comparable(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> same = new TreeMap<>(row);
        same.remove("revision");
        OF_THE_WAY.forEach(column -> same.computeIfPresent(column, (name, value) -> "yes"));
        return same;
    }

    /** The row that a projected row became, in the columns that the projector sets. */
    public Map<String, @Nullable Object> stored(Row projected) {
        return rows("select * from " + qualified(projected.table().name()) + " where id = '" + projected.get("id")
                        + "' and account = '" + projected.get("account") + "'")
                .stream()
                .findFirst()
                .map(ExtractTables::withoutTheWay)
                .orElse(Map.of());
    }

    /** All rows of all tables of the module as text, whoever writes them. */
    public List<String> everything() {
        return rows("select table_name from information_schema.tables where table_schema = '" + database.schema() + "'")
                .stream()
                .map(row -> row.get("table_name").toString())
                .flatMap(table -> rows("select * from \"" + database.schema() + "\".\"" + table + '"').stream()
                        .map(row -> table + " " + row))
                .toList();
    }

    /** The projected row as {@link #stored} would give it. */
    public Map<String, @Nullable Object> expected(Row projected) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        rows("select column_name from information_schema.columns where table_schema = '" + database.schema()
                        + "' and lower(table_name) = '" + projected.table().name() + "'")
                .forEach(column -> {
                    String name = column.get("column_name").toString().toLowerCase(Locale.ROOT);
                    values.put(name, plain(projected.get(name)));
                });
        return withoutTheWay(values);
    }

    /** Empties a table, as if its feature had not been there before. */
    public void wipe(String table) {
        database.doInTransaction(tx -> tx.update("delete from #" + table));
    }

    private static Map<String, @Nullable Object> withoutTheWay(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> left = new TreeMap<>(row);
        left.keySet().removeAll(OF_THE_WAY);
        return left;
    }

    private String qualified(String table) {
        return '"' + database.schema() + "\"." + table;
    }

    private List<Map<String, @Nullable Object>> rows(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet results = statement.executeQuery()) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (results.next()) {
                Map<String, @Nullable Object> row = new TreeMap<>();
                for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                    row.put(
                            results.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT),
                            plain(results.getObject(i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Clob clob) {
        try {
            return clob.getSubString(1, (int) clob.length());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Clob text) {
            return text(text);
        }
        if (value instanceof Integer whole) {
            return whole.longValue();
        }
        if (value instanceof BigDecimal whole) {
            return whole.longValue();
        }
        if (value instanceof Timestamp moment) {
            return moment.toInstant();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        return value;
    }
}
