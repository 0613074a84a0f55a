package dev.accrue.billing.processor.fake;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Fresh databases with the simulator's tables in them. */
public final class Databases {

    private Databases() {}

    public static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return migrated(database);
    }

    public static DataSource postgres(EmbeddedPostgres server) {
        return migrated(server.getPostgresDatabase());
    }

    private static DataSource migrated(DataSource database) {
        try (InputStream file = Databases.class.getResourceAsStream("/db/simulator/V1__simulator.sql");
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS sim_objects");
            statement.execute("DROP TABLE IF EXISTS sim_accounts");
            String script = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            for (String command : script.replaceAll("--.*", "").split(";")) {
                if (!command.isBlank()) {
                    statement.execute(command);
                }
            }
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
