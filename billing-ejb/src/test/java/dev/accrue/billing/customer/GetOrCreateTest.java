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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GetOrCreateTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("customer.create")
    void anEntityHasOneCustomerHoweverOftenItIsAskedFor(TestDatabase database) {
        try (TestBilling billing = TestBilling.on(database).start()) {
            Customers customers = billing.get(Billing.class).customers();

            assertThat(customers.getOrCreate(ACME).id())
                    .isEqualTo(customers.getOrCreate(ACME).id());
            assertThat(billing.count("operations", "kind = 'customer.create'")).isEqualTo(1);
        }
    }

    /** Whoever looks just before the first is bound, and counts just after, must not make a second one. */
    @ParameterizedTest
    @CsvSource({"H2,100", "POSTGRESQL,30"})
    @Shows("customer.create")
    void everyEntityAskedForByEightHasOneCustomer(TestDatabase database, int entities) throws Exception {
        ProbedWire wire = new ProbedWire();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (TestBilling billing = TestBilling.on(database).wire(wire::over).start()) {
            Customers customers = billing.get(Billing.class).customers();
            for (int i = 0; i < entities; i++) {
                BillableRef owner = new BillableRef("organisation", "acme-" + i);
                List<Callable<String>> eight = Collections.nCopies(
                        8, () -> customers.getOrCreate(() -> owner).id());
                for (Future<String> call : pool.invokeAll(eight)) {
                    call.get();
                }
            }

            assertThat(wire.commands()).hasSize(entities);
            assertThat(billing.count("customers", "1 = 1")).isEqualTo(entities);
        } finally {
            pool.shutdown();
        }
    }
}
