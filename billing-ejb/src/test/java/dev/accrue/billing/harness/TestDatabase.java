package dev.accrue.billing.harness;

import dev.accrue.billing.config.BillingConfig.Migrate;
import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * The two databases that the module runs on; each call gives one of its own, with the module's tables in it and no row,
 * behind a pool as a server has one. The migrations run once for all of them: the others are copies.
 */
public enum TestDatabase {
    H2 {
        @Override
        JdbcConnectionPool create() {
            JdbcConnectionPool copy = H2Copies.newDatabase();
            H2Copies.fill(copy);
            return copy;
        }

        @Override
        void drop(JdbcConnectionPool pool) {
            execute(pool, "shutdown immediately");
            pool.dispose();
        }
    },
    POSTGRESQL {
        @Override
        JdbcConnectionPool create() {
            return Server.newDatabase(Server.TEMPLATE);
        }

        @Override
        void drop(JdbcConnectionPool pool) {
            pool.dispose();
        }
    };

    private static final int CONNECTIONS = 20;

    abstract JdbcConnectionPool create();

    /** Gives back what the database holds; nobody uses it any more. */
    abstract void drop(JdbcConnectionPool pool);

    private static void execute(DataSource database, String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void migrate(DataSource empty) {
        new Migrations(new Database(empty, ConfigReader.read(key -> Optional.empty()))).run(Migrate.MIGRATE);
    }

    /** What makes the tables, as H2 itself tells it. */
    private static final class H2Copies {

        private static final List<String> SCRIPT = script();

        private static List<String> script() {
            DataSource migrated = newDatabase();
            migrate(migrated);
            try (var connection = migrated.getConnection();
                    var statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("script nopasswords nosettings")) {
                List<String> script = new ArrayList<>();
                while (rows.next()) {
                    script.add(rows.getString(1));
                }
                return script;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        static JdbcConnectionPool newDatabase() {
            JdbcConnectionPool pool =
                    JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
            pool.setMaxConnections(CONNECTIONS);
            return pool;
        }

        static void fill(DataSource empty) {
            try (var connection = empty.getConnection();
                    var statement = connection.createStatement()) {
                for (String line : SCRIPT) {
                    statement.execute(line);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** One server for all tests of the process, started when the first one asks. */
    private static final class Server {

        static final String TEMPLATE = "billing_template";
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("autovacuum", "off")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                execute(server.getPostgresDatabase(), "create database " + TEMPLATE);
                migrate(server.getDatabase("postgres", TEMPLATE));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** H2's pool takes any driver's connections. */
        static JdbcConnectionPool newDatabase(String template) {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            execute(
                    POSTGRES.getPostgresDatabase(),
                    "create database " + name + " template " + template + " strategy file_copy");
            var physical = new PGConnectionPoolDataSource();
            physical.setUrl(POSTGRES.getJdbcUrl("postgres", name));
            JdbcConnectionPool pool = JdbcConnectionPool.create(physical);
            pool.setMaxConnections(CONNECTIONS);
            return pool;
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
