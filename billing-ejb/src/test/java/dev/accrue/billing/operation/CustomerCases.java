package dev.accrue.billing.operation;

import dev.accrue.billing.Billable;
import dev.accrue.billing.Billing;
import dev.accrue.billing.customer.CustomerUpdate;
import dev.accrue.billing.customer.Customers;
import dev.accrue.billing.harness.TestBilling;
import java.util.List;

/** The operations on customers. */
final class CustomerCases {

    private CustomerCases() {}

    static List<OperationCase> all() {
        return List.of(
                new OperationCase(
                        "customer.create",
                        Billable.class,
                        Customers.class,
                        "getOrCreate",
                        (billing, owner) -> id -> customers(billing).getOrCreate(owner)),
                new OperationCase(
                        "customer.update", CustomerUpdate.class, Customers.class, "update", (billing, owner) -> {
                            customers(billing).getOrCreate(owner);
                            return id -> customers(billing)
                                    .update(
                                            owner.ref(),
                                            CustomerUpdate.unchanged()
                                                    .withName("Acme")
                                                    .as(id));
                        }));
    }

    private static Customers customers(TestBilling billing) {
        return billing.get(Billing.class).customers();
    }
}
