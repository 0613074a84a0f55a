package dev.accrue.billing.operation;

import dev.accrue.billing.Billable;
import dev.accrue.billing.Billing;
import dev.accrue.billing.customer.Balances;
import dev.accrue.billing.customer.CustomerUpdate;
import dev.accrue.billing.customer.Customers;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.money.Money;
import java.util.List;
import java.util.Optional;

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
                        }),
                new OperationCase("customer.delete", Customers.class, Customers.class, "erase", (billing, owner) -> {
                    customers(billing).getOrCreate(owner);
                    return id -> {
                        customers(billing).erase(owner.ref(), Optional.of(id));
                        return id;
                    };
                }),
                new OperationCase(
                        "customer.adjust_balance", Balances.class, Balances.class, "adjust", (billing, owner) -> {
                            customers(billing).getOrCreate(owner);
                            return id -> billing.get(Billing.class)
                                    .balances()
                                    .adjust(owner.ref(), Money.ofMinor(-500, "eur"), "an apology", Optional.of(id));
                        }));
    }

    private static Customers customers(TestBilling billing) {
        return billing.get(Billing.class).customers();
    }
}
