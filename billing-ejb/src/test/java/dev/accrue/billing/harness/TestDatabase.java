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

/**
 * The two databases that the module runs on; each call gives one of its own, with the module's tables in it and no row.
 * The migrations run once for all of them: the others are copies.
 */
public enum TestDatabase {
    H2 {
        @Override
        DataSource create() {
            DataSource copy = H2Copies.newDatabase();
            H2Copies.fill(copy);
            return copy;
        }
    },
    POSTGRESQL {
        @Override
        DataSource create() {
            return Server.newDatabase(Server.TEMPLATE);
        }
    };

    abstract DataSource create();

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

        static DataSource newDatabase() {
            JdbcConnectionPool pool =
                    JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
            pool.setMaxConnections(20);
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
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                execute(server, "create database " + TEMPLATE);
                migrate(server.getDatabase("postgres", TEMPLATE));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static DataSource newDatabase(String template) {
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            execute(POSTGRES, "create database " + name + " template " + template);
            return POSTGRES.getDatabase("postgres", name);
        }

        private static void execute(EmbeddedPostgres server, String sql) {
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
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
