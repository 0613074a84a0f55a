package dev.accrue.billing.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
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
}
