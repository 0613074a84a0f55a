package dev.accrue.billing.readiness;

import static dev.accrue.billing.readiness.Section.INSTALL;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Dialect;
import dev.accrue.billing.database.Migrations;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Section 1: what is installed is what was meant to be. */
@Dependent
class InstallChecks {

    private static final String BUILD = "/META-INF/maven/dev.accrue.billing/billing-ejb/pom.properties";

    private final Database database;

    @Inject
    InstallChecks(Database database) {
        this.database = database;
    }

    @Produces
    ReadinessCheck schema() {
        return ReadinessCheck.of(INSTALL, "install.schema", () -> {
            var version = new Migrations(database).version();
            return Finding.failUnless(
                    version.pending() == 0,
                    "schema " + database.schema() + " has version " + version.current() + ", " + version.pending()
                            + " migrations of this code are missing",
                    "Run the migrations of this version, or set billing.migrate=migrate.");
        });
    }

    @Produces
    ReadinessCheck version() {
        return ReadinessCheck.of(INSTALL, "install.version", () -> {
            String version = moduleVersion();
            return version.isEmpty() || version.endsWith("-SNAPSHOT")
                    ? Finding.warn(
                            "the module's version is " + (version.isEmpty() ? "unknown" : version),
                            "Pin a released version.")
                    : Finding.pass("the module's version is " + version);
        });
    }

    @Produces
    ReadinessCheck databaseProduct() {
        return ReadinessCheck.of(
                INSTALL,
                "install.database",
                () -> Finding.failUnless(
                        database.dialect() == Dialect.POSTGRESQL,
                        "the database is " + database.dialect(),
                        "Point the server's default datasource at PostgreSQL."));
    }

    @Produces
    ReadinessCheck upgrades() {
        return ReadinessCheck.of(
                INSTALL,
                "install.upgrades",
                () -> Finding.notChecked(
                        "whether somebody reads the change log before an upgrade is not known here",
                        "Read CHANGELOG and docs/upgrade.md of every version between yours and the next."));
    }

    private static String moduleVersion() {
        try (InputStream in = InstallChecks.class.getResourceAsStream(BUILD)) {
            Properties build = new Properties();
            if (in != null) {
                build.load(in);
            }
            return build.getProperty("version", "");
        } catch (IOException e) {
            return "";
        }
    }
}
