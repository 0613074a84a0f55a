package dev.accrue.billing.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction of {@link Database}: statements with bound parameters, nothing more.
 *
 * <p>Parameters may be {@link Instant}, {@link Enum} (its name), {@link Optional} (empty is null), a {@link List} of
 * texts, ids or numbers (an array, as in {@code = any(?)}: one statement for any number of them) and what JDBC knows.
 */
public final class Tx {

    /** More would not be faster, and need more memory here and there. */
    private static final int MOST_ROWS = 256;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final Database database;
    private final Dialect dialect;

    Tx(Connection connection, Database database, Dialect dialect) {
        this.connection = connection;
        this.database = database;
        this.dialect = dialect;
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Result row) throws SQLException;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Runs one statement and says how many rows it changed. */
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** Inserts one row unless its key exists, and says whether it did. */
    public boolean insertIfAbsent(String insert, @Nullable Object... parameters) throws SQLException {
        try {
            return update(dialect.insertIfAbsent(insert), parameters) == 1;
        } catch (SQLException e) {
            if (dialect == Dialect.H2 && UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Inserts the rows whose keys do not exist yet, in as few statements as possible, and says which those are.
     *
     * @param columns the table with its columns, for example {@code #things (id, name)}
     * @param key the columns that tell rows apart, for example {@code id}
     * @param reader reads the key of an inserted row
     * @param keyOf the same key of a row's values
     */
    public <K> Set<K> insertNew(
            String columns,
            String key,
            Reader<K> reader,
            Function<@Nullable Object[], K> keyOf,
            List<@Nullable Object[]> rows)
            throws SQLException {
        Set<K> inserted = new HashSet<>();
        if (dialect == Dialect.H2) {
            for (@Nullable Object[] row : rows) {
                if (insertIfAbsent("insert into " + columns + " values " + Dialect.tuple(row.length), row)) {
                    inserted.add(keyOf.apply(row));
                }
            }
            return inserted;
        }
        String sql = insertAll(columns, " on conflict do nothing returning " + key);
        for (@Nullable Object[] arrays : arrays(columns, rows)) {
            inserted.addAll(query(sql, reader, arrays));
        }
        return inserted;
    }

    /** Inserts the rows whose keys do not exist yet, in as few statements as possible. */
    public void insertAllIfAbsent(String columns, List<@Nullable Object[]> rows) throws SQLException {
        if (dialect == Dialect.H2) {
            for (@Nullable Object[] row : rows) {
                insertIfAbsent("insert into " + columns + " values " + Dialect.tuple(row.length), row);
            }
            return;
        }
        insertAll(columns, " on conflict do nothing", rows);
    }

    private void insertAll(String columns, String end, List<@Nullable Object[]> rows) throws SQLException {
        String sql = insertAll(columns, end);
        for (@Nullable Object[] arrays : arrays(columns, rows)) {
            update(sql, arrays);
        }
    }

    /** PostgreSQL's statement for any number of rows. */
    private String insertAll(String columns, String end) throws SQLException {
        List<String> types = database.types(this, columns);
        return database.composed(List.of(columns, end), () -> Dialect.insertAll(columns, types) + end);
    }

    /**
     * The names of the types of a table's columns, for example {@code timestamptz}.
     *
     * @param columns the table with its columns, for example {@code #things (id, name)}
     */
    List<String> types(String columns) throws SQLException {
        int open = columns.indexOf('(');
        String names = columns.substring(open + 1, columns.indexOf(')'));
        try (PreparedStatement statement =
                        prepare("select " + names + " from " + columns.substring(0, open) + " where false");
                ResultSet none = statement.executeQuery()) {
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                types.add(none.getMetaData().getColumnTypeName(i));
            }
            return types;
        }
    }

    /**
     * Changes the rows with the given keys all alike, in as few statements as possible.
     *
     * @param update the statement up to and including {@code where}
     * @param key the key's columns, for example {@code (id, lease_token)}; the first tells most rows apart
     * @param keys the keys
     * @param before the parameters that stand before the keys
     */
    public int updateAll(String update, String key, List<@Nullable Object[]> keys, @Nullable Object... before)
            throws SQLException {
        String[] columns = key.replaceAll("[() ]", "").split(",");
        Map<List<@Nullable Object>, List<@Nullable Object>> byOtherColumns = new LinkedHashMap<>();
        for (@Nullable Object[] one : keys) {
            byOtherColumns
                    .computeIfAbsent(Arrays.asList(one).subList(1, one.length), others -> new ArrayList<>())
                    .add(one[0]);
        }
        StringBuilder sql =
                new StringBuilder(update).append(' ').append(columns[0]).append(" = any(?)");
        for (String column : Arrays.asList(columns).subList(1, columns.length)) {
            sql.append(" and ").append(column).append(" = ?");
        }
        int changed = 0;
        for (Map.Entry<List<@Nullable Object>, List<@Nullable Object>> group : byOtherColumns.entrySet()) {
            changed += update(
                    sql.toString(),
                    Stream.of(Arrays.stream(before), Stream.of(group.getValue()), group.getKey().stream())
                            .flatMap(parameters -> parameters)
                            .toArray());
        }
        return changed;
    }

    /** The parameters of one statement after the other: an array for each column, of no more rows than is good. */
    private List<@Nullable Object[]> arrays(String columns, List<@Nullable Object[]> rows) throws SQLException {
        List<String> types = database.types(this, columns);
        List<@Nullable Object[]> statements = new ArrayList<>();
        for (int done = 0; done < rows.size(); done += MOST_ROWS) {
            statements.add(transposed(types, rows.subList(done, Math.min(rows.size(), done + MOST_ROWS))));
        }
        return statements;
    }

    private @Nullable Object[] transposed(List<String> types, List<@Nullable Object[]> rows) throws SQLException {
        @Nullable Object[] columns = new Object[types.size()];
        for (int column = 0; column < columns.length; column++) {
            @Nullable String[] values = new String[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = written(rows.get(row)[column]);
            }
            columns[column] = connection.createArrayOf(types.get(column), values);
        }
        return columns;
    }

    /** A value as the database reads it in an array. */
    private static @Nullable String written(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return written(optional.orElse(null));
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value == null ? null : storable(value.toString());
    }

    /** Runs one statement for many sets of parameters in one round trip, and says how many rows each changed. */
    public int[] batch(String sql, Collection<@Nullable Object[]> sets) throws SQLException {
        if (sets.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = prepare(sql)) {
            for (@Nullable Object[] set : sets) {
                bind(statement, set);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /** Writes rows of extract tables, whether they exist or not, in the same order at every writer. */
    public void upsert(Collection<Row> rows) throws SQLException {
        for (Map.Entry<Table, Map<String, Row>> entry : byTable(rows).entrySet()) {
            upsert(
                    entry.getKey(),
                    entry.getValue().values().stream().map(Row::values).toList());
        }
    }

    /** Writes rows that do not exist yet, in the same order at every writer; one that exists is a unique violation. */
    public void insert(Collection<Row> rows) throws SQLException {
        for (Map.Entry<Table, Map<String, Row>> entry : byTable(rows).entrySet()) {
            insert(
                    entry.getKey().columnsForInsert(),
                    entry.getValue().values().stream().map(Row::values).toList());
        }
    }

    private void insert(String columns, List<@Nullable Object[]> rows) throws SQLException {
        if (dialect == Dialect.H2) {
            batch("insert into " + columns + " values " + Dialect.tuple(rows.get(0).length), rows);
        } else {
            insertAll(columns, "", rows);
        }
    }

    private static Map<Table, Map<String, Row>> byTable(Collection<Row> rows) {
        Map<Table, Map<String, Row>> byTable = new TreeMap<>(Comparator.comparing(Table::name));
        for (Row row : rows) {
            byTable.computeIfAbsent(row.table(), table -> new TreeMap<>())
                    .put(row.sortKey(), row); // PostgreSQL refuses the same key twice in one statement
        }
        return byTable;
    }

    private void upsert(Table table, List<@Nullable Object[]> rows) throws SQLException {
        if (dialect == Dialect.H2) {
            batch(Dialect.merge(table), rows);
        } else {
            insertAll(table.columnsForInsert(), Dialect.overwriting(table), rows);
        }
    }

    public <T> List<T> query(String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            bind(statement, parameters);
            try (ResultSet results = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                Result row = new Result(results);
                while (results.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        }
    }

    public <T> Optional<T> find(String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        return query(sql, reader, parameters).stream().findFirst();
    }

    /** The database's time, the only one that all nodes share. */
    public Instant now() throws SQLException {
        return find("select current_timestamp", row -> row.moment(1))
                .orElseThrow()
                .orElseThrow();
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(database.qualify(sql));
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
    }

    /** PostgreSQL cannot store the character zero, and JSON can hold it escaped. */
    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(index, storable(text));
        } else if (value instanceof Instant moment) {
            statement.setObject(index, OffsetDateTime.ofInstant(moment, ZoneOffset.UTC));
        } else if (value instanceof Enum<?> constant) {
            statement.setString(index, constant.name());
        } else if (value instanceof Array array) {
            statement.setArray(index, array);
        } else if (value instanceof List<?> list) {
            statement.setArray(
                    index,
                    statement.getConnection().createArrayOf(typeOf(list.isEmpty() ? "" : list.get(0)), list.toArray()));
        } else if (value instanceof Optional<?> optional) {
            bind(statement, index, optional.orElse(null));
        } else {
            statement.setObject(index, value);
        }
    }

    private static String typeOf(@Nullable Object element) {
        if (element instanceof UUID) {
            return "uuid";
        }
        if (element instanceof Boolean) {
            return "boolean";
        }
        return element instanceof Long ? "bigint" : "varchar";
    }
}
