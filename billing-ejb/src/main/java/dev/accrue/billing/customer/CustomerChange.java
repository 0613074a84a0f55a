package dev.accrue.billing.customer;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.operation.InTurn;
import dev.accrue.billing.operation.Intent;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;

/** Changes a customer at Stripe, when its turn has come. */
@Dependent
class CustomerChange {

    static final String UPDATE = "customer.update";

    /** What the module itself keeps in a customer's metadata. */
    private static final Set<String> OWN_KEYS =
            Set.of("billable_type", "billable_id", CustomerUpdate.TIMEZONE_KEY, Recovery.METADATA_KEY);

    private final CustomerStore store;
    private final InTurn inTurn;
    private final Mirror mirror;
    private final Database database;

    @Inject
    CustomerChange(CustomerStore store, InTurn inTurn, Mirror mirror, Database database) {
        this.store = store;
        this.inTurn = inTurn;
        this.mirror = mirror;
        this.database = database;
    }

    Customer run(Customer customer, CustomerUpdate wish) {
        Command command = new Command(CommandKind.CUSTOMER_UPDATE, customer.id(), wish.parameters());
        Intent intent =
                Intent.of(UPDATE, customer.account(), "customer", customer.id(), command, wish.operationId(), false);
        inTurn.perform(customer.key(), intent, () -> {
            checkFits(customer, wish);
            return command;
        });
        return store.find(customer.account(), customer.id()).orElseThrow();
    }

    private void checkFits(Customer customer, CustomerUpdate wish) {
        if (!wish.metadata().isEmpty()) {
            Set<String> present = new HashSet<>(OWN_KEYS);
            database.inTransaction(tx -> mirror.raw(tx, customer.key()))
                    .flatMap(raw -> Json.child(raw, "metadata"))
                    .ifPresent(metadata -> present.addAll(metadata.keySet()));
            wish.metadata().checkFits(present);
        }
    }
}
