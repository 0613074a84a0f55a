package dev.accrue.billing.readiness;

import static dev.accrue.billing.readiness.Section.TENANCY;

import dev.accrue.billing.database.Database;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

/** Section 4: who is billed is somebody of ours. */
@Dependent
class TenancyChecks {

    private static final int MOST = 10_000;

    private final Database database;

    @Inject
    TenancyChecks(Database database) {
        this.database = database;
    }

    @Produces
    ReadinessCheck unclaimed() {
        return ReadinessCheck.of(TENANCY, "tenancy.unclaimed", () -> {
            long unclaimed = countUnclaimed();
            String evidence = unclaimed + " customers of the mirror belong to no entity of the host";
            return unclaimed == 0
                    ? Finding.pass(evidence)
                    : Finding.warn(evidence, "Adopt them, or leave them if another system bills them.");
        });
    }

    @Produces
    ReadinessCheck boundary() {
        return ReadinessCheck.of(
                TENANCY,
                "tenancy.boundary",
                () -> Finding.notChecked(
                        "whether the host denies one tenant the paths of another is not known here",
                        "Test in the host that a member of one organisation cannot reach another's billing."));
    }

    private long countUnclaimed() {
        return database.inTransaction(tx -> tx.find(
                        "select count(*) as found from (select c.id from #customers c left join #customer_owners o"
                                + " on o.account = c.account and o.livemode = c.livemode and o.customer_id = c.id"
                                + " where o.customer_id is null and c.deleted_at is null limit " + MOST + ") counted",
                        row -> row.whole("found"))
                .orElse(0L));
    }
}
