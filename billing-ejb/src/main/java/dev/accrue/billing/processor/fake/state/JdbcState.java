package dev.accrue.billing.processor.fake.state;

import dev.accrue.billing.processor.fake.world.Rows;
import dev.accrue.billing.processor.fake.world.SimulatorState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Accounts in a database (H2 or PostgreSQL): they survive restarts, and nodes share them.
 *
 * <p>A unit of work is one local transaction that first locks the account's row, so units on one account follow one
 * another on all nodes. The tables come from {@code db/simulator/V1__simulator.sql}. No transaction of a caller may be
 * running: this class opens its own connection and commits it.
 */
public final class JdbcState implements SimulatorState {

    private static final int LOCK_ATTEMPTS = 60;

    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource database;

    public JdbcState(DataSource database) {
        this.database = database;
    }

    @Override
    public <T> T alone(String account, Function<Rows, T> work) {
        return tryAlone(account, work).orElseGet(() -> {
            create(account);
            return tryAlone(account, work).orElseThrow();
        });
    }

    @Override
    public List<String> accounts() {
        return inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT id FROM sim_accounts ORDER BY id");
                    ResultSet found = select.executeQuery()) {
                List<String> ids = new ArrayList<>();
                while (found.next()) {
                    ids.add(found.getString(1));
                }
                return ids;
            }
        });
    }

    /** Empty when there is no such account yet. */
    private <T> Optional<T> tryAlone(String account, Function<Rows, T> work) {
        return inTransaction(connection -> {
            OptionalLong sequence = lock(connection, account);
            if (sequence.isEmpty()) {
                return Optional.empty();
            }
            JdbcRows rows = new JdbcRows(connection, account, sequence.getAsLong());
            T result = work.apply(rows);
            rows.flush();
            return Optional.of(result);
        });
    }

    private <T> T inTransaction(Transaction<T> work) {
        try (Connection connection = database.getConnection()) {
            boolean committedByItself = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(committedByItself);
            }
        } catch (SQLException e) {
            throw new StateUnavailableException(e);
        }
    }

    /** Waits for whoever is at work on the account; answers its last sequence, if there is such an account. */
    private OptionalLong lock(Connection connection, String account) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT last_sequence FROM sim_accounts WHERE id = ? FOR UPDATE")) {
                select.setString(1, account);
                try (ResultSet found = select.executeQuery()) {
                    return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
                }
            } catch (SQLException e) {
                if (!isLockTimeout(e) || attempt >= LOCK_ATTEMPTS) {
                    throw e;
                }
                connection.rollback(); // nothing was done yet
            }
        }
    }

    /** Losing the race to another node is as good as winning it. */
    private void create(String account) {
        inTransaction(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO sim_accounts (id, last_sequence) VALUES (?, 0)")) {
                insert.setString(1, account);
                return insert.executeUpdate();
            } catch (SQLException e) {
                if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    throw e;
                }
                connection.rollback();
                return 0;
            }
        });
    }

    /** H2 gives up after its lock timeout, PostgreSQL when one is set on the connection. */
    private static boolean isLockTimeout(SQLException e) {
        return "HYT00".equals(e.getSQLState()) || "55P03".equals(e.getSQLState()) || "40001".equals(e.getSQLState());
    }

    /** Work that may fail in the database. */
    private interface Transaction<T> {
        T run(Connection connection) throws SQLException;
    }
}
