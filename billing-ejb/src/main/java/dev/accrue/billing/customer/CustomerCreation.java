package dev.accrue.billing.customer;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.OperationInProgressException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.Intent;
import dev.accrue.billing.operation.Operations;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** Makes the customer of an entity at Stripe: one, however many threads and nodes ask at once. */
@Dependent
class CustomerCreation {

    static final String CREATE = "customer.create";

    private static final int PATIENCE = 40;
    private static final long PAUSE_MILLIS = 100;

    private final CustomerStore store;
    private final Operations operations;
    private final Database database;

    @Inject
    CustomerCreation(CustomerStore store, Operations operations, Database database) {
        this.store = store;
        this.operations = operations;
        this.database = database;
    }

    /**
     * Counts before it looks again: whoever is bound in between is found, and whoever is bound later has this count.
     */
    Customer run(Account account, Billable billable) {
        BillableRef owner = billable.ref();
        int generation = database.inTransaction(tx -> store.generations(tx, account, owner)) + 1;
        return store.present(account, owner).orElseGet(() -> create(account, billable, owner, generation));
    }

    private Customer create(Account account, Billable billable, BillableRef owner, int generation) {
        Intent intent = Intent.of(
                CREATE,
                account,
                "billable",
                owner.toString(),
                Command.create(CommandKind.CUSTOMER_CREATE, parameters(billable).build()),
                Optional.of("customer/" + owner.type() + "/" + owner.id() + "/" + generation),
                true);
        ObjectKey made = performOnce(intent);
        database.doInTransaction(tx -> store.bind(tx, account, owner, generation, made.id()));
        return store.present(account, owner).orElseThrow(() -> new CustomerTakenException(made.id()));
    }

    /** Whoever comes second waits for the first a little. */
    private ObjectKey performOnce(Intent intent) {
        for (int i = 0; ; i++) {
            try {
                return operations.perform(intent).key();
            } catch (OperationInProgressException e) {
                if (i == PATIENCE) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(OperationInProgressException e) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }

    private static JsonObjectBuilder parameters(Billable billable) {
        JsonObjectBuilder parameters = Json.object();
        billable.billingName().ifPresent(name -> parameters.add("name", name));
        billable.billingEmail().ifPresent(email -> parameters.add("email", email));
        return parameters.add(
                "metadata",
                Json.object()
                        .add("billable_type", billable.ref().type())
                        .add("billable_id", billable.ref().id()));
    }
}
