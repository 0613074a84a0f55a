package dev.accrue.billing.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.harness.ProbedWire;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class GetOrCreateTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");

    @Test
    @Shows("customer.create")
    void anEntityHasOneCustomerHoweverOftenItIsAskedFor() {
        try (TestBilling billing = TestBilling.on(TestDatabase.H2).start()) {
            Customers customers = billing.get(Billing.class).customers();

            assertThat(customers.getOrCreate(ACME).id())
                    .isEqualTo(customers.getOrCreate(ACME).id());
            assertThat(billing.count("operations", "kind = 'customer.create'")).isEqualTo(1);
        }
    }

    /** Whoever looks just before the first is bound, and counts just after, must not make a second one. */
    @Test
    @Shows("customer.create")
    void hundredEntitiesAskedForByEightEachHaveHundredCustomers() throws Exception {
        ProbedWire wire = new ProbedWire();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (TestBilling billing =
                TestBilling.on(TestDatabase.H2).wire(wire::over).start()) {
            Customers customers = billing.get(Billing.class).customers();
            for (int i = 0; i < 100; i++) {
                BillableRef owner = new BillableRef("organisation", "acme-" + i);
                List<Callable<String>> eight = Collections.nCopies(
                        8, () -> customers.getOrCreate(() -> owner).id());
                for (Future<String> call : pool.invokeAll(eight)) {
                    call.get();
                }
            }

            assertThat(wire.commands()).hasSize(100);
        } finally {
            pool.shutdown();
        }
    }
}
