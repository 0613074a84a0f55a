package dev.accrue.billing.processor.fake;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
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
        Flyway flyway = Flyway.configure()
                .loggers("slf4j")
                .dataSource(database)
                .locations("classpath:db/simulator")
                .cleanDisabled(false)
                .load();
        flyway.clean();
        flyway.migrate();
        return database;
    }
}
