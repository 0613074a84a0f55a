package dev.accrue.billing.processor.fake.state;

import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.Row;
import dev.accrue.billing.processor.fake.world.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One account's rows in the transaction that holds its lock. */
final class JdbcRows implements Rows {

    private static final String COLUMNS =
            "SELECT kind, id, sequence_no, customer_id, parent_id, clock_id, due_at, body FROM sim_objects";

    private final Connection connection;
    private final String account;
    private final long firstSequence;
    private long sequence;

    JdbcRows(Connection connection, String account, long sequence) {
        this.connection = connection;
        this.account = account;
        this.firstSequence = sequence;
        this.sequence = sequence;
    }

    /** Writes down how far the sequence went. */
    void flush() {
        if (sequence != firstSequence) {
            execute("UPDATE sim_accounts SET last_sequence = ? WHERE id = ?", sequence, account);
        }
    }

    @Override
    public Optional<Row> find(String kind, String id) {
        return select(COLUMNS + " WHERE account_id = ? AND kind = ? AND id = ?", 1, account, kind, id).stream()
                .findFirst();
    }

    @Override
    public void insert(Row row) {
        execute(
                "INSERT INTO sim_objects (sequence_no, customer_id, parent_id, clock_id, due_at, body, account_id, kind, id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.sequence(),
                row.customer(),
                row.parent(),
                row.clock(),
                row.dueAt(),
                row.body(),
                account,
                row.kind(),
                row.id());
    }

    @Override
    public void update(Row row) {
        execute(
                "UPDATE sim_objects SET customer_id = ?, parent_id = ?, clock_id = ?, due_at = ?, body = ?"
                        + " WHERE account_id = ? AND kind = ? AND id = ?",
                row.customer(),
                row.parent(),
                row.clock(),
                row.dueAt(),
                row.body(),
                account,
                row.kind(),
                row.id());
    }

    @Override
    public void delete(String kind, String id) {
        execute("DELETE FROM sim_objects WHERE account_id = ? AND kind = ? AND id = ?", account, kind, id);
    }

    @Override
    public List<Row> page(Query query) {
        List<@Nullable Object> values = new ArrayList<>(List.of(account, query.kind()));
        StringBuilder sql = new StringBuilder(COLUMNS).append(" WHERE account_id = ? AND kind = ?");
        and(sql, values, "parent_id = ?", query.parent());
        and(sql, values, "customer_id = ?", query.customer());
        and(sql, values, query.oldestFirst() ? "sequence_no > ?" : "sequence_no < ?", query.after());
        sql.append(" ORDER BY sequence_no").append(query.oldestFirst() ? "" : " DESC");
        return select(sql.toString(), query.limit(), values.toArray());
    }

    @Override
    public List<Row> due(String clock, long until, int limit) {
        return select(
                COLUMNS + " WHERE account_id = ? AND clock_id = ? AND due_at <= ? ORDER BY due_at, sequence_no",
                limit,
                account,
                clock,
                until);
    }

    @Override
    public long nextSequence() {
        return ++sequence;
    }

    private static void and(
            StringBuilder sql, List<@Nullable Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            values.add(value);
        }
    }

    private List<Row> select(String sql, int limit, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(sql + " FETCH FIRST " + limit + " ROWS ONLY", values);
                ResultSet found = statement.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(row(found));
            }
            return rows;
        } catch (SQLException e) {
            throw new StateUnavailableException(e);
        }
    }

    private void execute(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            if (statement.executeUpdate() == 0 && !sql.startsWith("DELETE")) {
                throw new IllegalStateException("no row to change");
            }
        } catch (SQLException e) {
            throw new StateUnavailableException(e);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static Row row(ResultSet found) throws SQLException {
        long due = found.getLong("due_at");
        Long dueAt = found.wasNull() ? null : due;
        return new Row(
                found.getString("kind"),
                found.getString("id"),
                found.getLong("sequence_no"),
                found.getString("customer_id"),
                found.getString("parent_id"),
                found.getString("clock_id"),
                dueAt,
                found.getString("body"));
    }
}
