package dev.accrue.billing.database;

import dev.accrue.billing.config.BillingConfig.Migrate;
import dev.accrue.billing.config.ConfigurationException;
import dev.accrue.billing.config.Fault;
import dev.accrue.billing.config.FaultCode;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.ValidateResult;

/**
 * Brings the schema to the version that this code needs, or checks that somebody did.
 *
 * <p>Safe on several nodes at once: Flyway holds a lock while it migrates. Must run outside of a container transaction.
 */
public final class Migrations {

    private final Database database;

    public Migrations(Database database) {
        this.database = database;
    }

    /**
     * Migrates or validates, as configured.
     *
     * @throws ConfigurationException when the schema is not the one that this version needs
     */
    public void run(Migrate how) {
        Flyway flyway = flyway();
        if (how == Migrate.MIGRATE) {
            migrate(flyway);
        }
        ValidateResult result = flyway.validateWithResult();
        if (!result.validationSuccessful) {
            throw mismatch("the tables in schema " + database.schema() + " are not those of this version.");
        }
    }

    /** The version that the schema has, and how many migrations of this code it lacks. */
    public SchemaVersion version() {
        MigrationInfoService info = flyway().info();
        MigrationInfo current = info.current();
        return new SchemaVersion(
                Optional.ofNullable(current)
                        .map(MigrationInfo::getVersion)
                        .map(MigrationVersion::getVersion)
                        .orElse("none"),
                info.pending().length);
    }

    /**
     * How far a schema is.
     *
     * @param current the version that it has
     * @param pending how many migrations of this code it lacks
     */
    public record SchemaVersion(String current, int pending) {}

    private void migrate(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw mismatch("migrating schema " + database.schema() + " failed: " + e.getMessage());
        }
    }

    private Flyway flyway() {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database.dataSource())
                .schemas(database.schema())
                .defaultSchema(database.schema())
                .locations(
                        "classpath:db/migration/common",
                        "classpath:db/migration/" + database.dialect().folder())
                .failOnMissingLocations(true)
                .load();
    }

    private static ConfigurationException mismatch(String cause) {
        return new ConfigurationException(List.of(new Fault(
                FaultCode.SCHEMA_MISMATCH,
                "billing.migrate",
                cause,
                "run the migrations of this version as the schema's owner, or set billing.migrate=migrate.")));
    }
}
