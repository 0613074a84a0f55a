package dev.accrue.billing.readiness;

import static dev.accrue.billing.readiness.Section.ADMIN;
import static dev.accrue.billing.readiness.Section.OBSERVABILITY;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Profile;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.telemetry.SilentMeters;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

/** Sections 6 and 10: somebody notices when something is wrong, and only those who should may act. */
@Dependent
class OperationsChecks {

    private final BillingConfig config;
    private final Meters meters;

    @Inject
    OperationsChecks(BillingConfig config, Meters meters) {
        this.config = config;
        this.meters = meters;
    }

    @Produces
    ReadinessCheck metrics() {
        return ReadinessCheck.of(
                OBSERVABILITY,
                "observability.metrics",
                () -> meters instanceof SilentMeters
                        ? Finding.warn("nothing is counted on this server", "Add MicroProfile Metrics to the server.")
                        : Finding.pass("the module counts what it does"));
    }

    @Produces
    ReadinessCheck alerts() {
        return ReadinessCheck.of(
                OBSERVABILITY,
                "observability.alerts",
                () -> Finding.notChecked(
                        "whether somebody is called when events die is not known here",
                        "Load the alert rules of server-config and route them to whoever is on call."));
    }

    @Produces
    ReadinessCheck demoOperator() {
        return ReadinessCheck.of(
                ADMIN,
                "admin.demo-operator",
                () -> Finding.failUnless(
                        config.profile() == Profile.PROD,
                        config.profile() == Profile.PROD
                                ? "the demo's user operator does not exist in this profile"
                                : "the demo's user operator may exist in this profile",
                        "Set billing.profile=prod."));
    }

    @Produces
    ReadinessCheck roles() {
        return ReadinessCheck.of(
                ADMIN,
                "admin.roles",
                () -> Finding.notChecked(
                        "who has the roles billing-viewer, billing-operator and billing-admin is not known here",
                        "Review who has them where identities are kept."));
    }
}
