package dev.accrue.billing.readiness;

import static dev.accrue.billing.readiness.Section.ADMIN;
import static dev.accrue.billing.readiness.Section.OBSERVABILITY;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Profile;
import dev.accrue.billing.telemetry.MeterStore;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

/** Sections 6 and 10: somebody notices when something is wrong, and only those who should may act. */
@Dependent
class OperationsChecks {

    private final BillingConfig config;
    private final Instance<MeterStore> stores;

    @Inject
    OperationsChecks(BillingConfig config, Instance<MeterStore> stores) {
        this.config = config;
        this.stores = stores;
    }

    @Produces
    ReadinessCheck metrics() {
        return ReadinessCheck.of(
                OBSERVABILITY,
                "observability.metrics",
                () -> stores.isUnsatisfied()
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
