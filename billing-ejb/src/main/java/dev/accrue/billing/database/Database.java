package dev.accrue.billing.database;

import dev.accrue.billing.config.BillingConfig;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The module's database.
 *
 * <p>{@link #inTransaction} runs a piece of work in a transaction of its own, on one connection, outside of whatever
 * transaction the caller has; a caller's rollback does not undo it. Work that loses a deadlock or a lock race runs
 * again, a few times, after a short random pause, so work must have no effect outside the database. Inside the work no
 * second transaction may start, and nothing may wait for the network: {@link #isInTransaction} lets others check.
 *
 * <p>In SQL, {@code #name} stands for a table of the module's schema.
 */
@ApplicationScoped
public class Database {

    private static final int TRIES = 5;
    private static final Duration FOR_EVER = Duration.ZERO;
    private static final ThreadLocal<Boolean> IN_TRANSACTION = ThreadLocal.withInitial(() -> false);

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Inject
    BillingConfig config;

    private final Map<String, String> qualified = new ConcurrentHashMap<>();
    private final Map<String, List<String>> types = new ConcurrentHashMap<>();
    private final Map<List<?>, String> composed = new ConcurrentHashMap<>();
    private volatile Optional<Dialect> dialect = Optional.empty();

    protected Database() {} // for the container

    /** A database outside of a container, for tests and tools. */
    @SuppressWarnings("UnnecessaryAssignment") // where there is no container, nobody else fills the fields
    public Database(DataSource dataSource, BillingConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    /** A piece of work on an open transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Tx tx) throws SQLException;
    }

    /** A piece of work on an open transaction that has nothing to say. */
    @FunctionalInterface
    public interface Action {
        void on(Tx tx) throws SQLException;
    }

    /**
     * Runs the work and commits it, or rolls it back and throws.
     *
     * @throws DatabaseException when the database refused or did not answer
     */
    public <T> T inTransaction(Work<T> work) {
        return inTransaction(FOR_EVER, work);
    }

    /** As {@link #inTransaction}, but a database that keeps silent for so long counts as gone. */
    public <T> T inTransaction(Duration patience, Work<T> work) {
        if (isInTransaction()) {
            throw new IllegalStateException("a database transaction is open on this thread; pass its Tx on instead");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return once(patience, work);
            } catch (SQLException e) {
                DatabaseException failure = new DatabaseException(e);
                if (!failure.isLostRace() || attempt == TRIES) {
                    throw failure;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(5_000_000L << attempt));
            }
        }
    }

    /** As {@link #inTransaction}, without a result. */
    public void doInTransaction(Action action) {
        inTransaction(tx -> {
            action.on(tx);
            return true;
        });
    }

    /** Runs the work on a connection of the caller's container transaction, which commits or rolls it back. */
    public <T> T inCallersTransaction(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(new Tx(connection, this, dialectOf(connection)));
        }
    }

    /** Whether this thread is inside {@link #inTransaction}, holding a connection. */
    public static boolean isInTransaction() {
        return IN_TRANSACTION.get();
    }

    public Dialect dialect() {
        return dialect.orElseGet(() -> inTransaction(Tx::dialect));
    }

    public String schema() {
        return config.database().schema();
    }

    /** The raw datasource, for the one who migrates and for the simulator, which is another system. */
    public DataSource dataSource() {
        return dataSource;
    }

    private <T> T once(Duration patience, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean hurried = patience.compareTo(FOR_EVER) > 0;
            if (hurried) {
                expectAnswersWithin(patience, connection);
            }
            connection.setAutoCommit(false);
            IN_TRANSACTION.set(true);
            boolean committed = false;
            try {
                T result = work.on(new Tx(connection, this, dialectOf(connection)));
                connection.commit();
                committed = true;
                return result;
            } finally {
                IN_TRANSACTION.remove();
                if (!committed) {
                    rollBack(connection);
                }
                connection.setAutoCommit(true);
                if (hurried) {
                    expectAnswersWithin(FOR_EVER, connection);
                }
            }
        }
    }

    /** The driver sets it on the socket, without a round trip; H2 runs in this process and needs none. */
    private void expectAnswersWithin(Duration patience, Connection connection) throws SQLException {
        if (dialectOf(connection) == Dialect.POSTGRESQL) {
            connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and with it the transaction; the first failure is the one to tell.
        }
    }

    private Dialect dialectOf(Connection connection) throws SQLException {
        if (dialect.isEmpty()) {
            dialect = Optional.of(Dialect.of(connection.getMetaData().getDatabaseProductName()));
        }
        return dialect.orElseThrow();
    }

    /** The statement with every {@code #name} replaced by the qualified table; quoted, as Flyway makes the schema. */
    String qualify(String sql) {
        return qualified.computeIfAbsent(sql, text -> text.replace("#", '"' + schema() + "\"."));
    }

    /** A statement with many columns is long: it is composed once for each shape, and so is its hash. */
    String composed(List<?> shape, Supplier<String> text) {
        return composed.computeIfAbsent(shape, key -> text.get());
    }

    /** The types of the columns, asked for once. */
    List<String> types(Tx tx, String columns) throws SQLException {
        List<String> known = types.get(columns);
        if (known == null) {
            known = tx.types(columns);
            types.put(columns, known);
        }
        return known;
    }
}
