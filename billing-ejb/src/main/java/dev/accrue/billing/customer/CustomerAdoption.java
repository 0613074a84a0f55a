package dev.accrue.billing.customer;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.operation.Refusal;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/** Makes a customer that Stripe has already that of an entity; neither may be bound to another. */
@Dependent
class CustomerAdoption {

    private final CustomerStore store;
    private final Refresh refresh;
    private final Database database;

    @Inject
    CustomerAdoption(CustomerStore store, Refresh refresh, Database database) {
        this.store = store;
        this.refresh = refresh;
        this.database = database;
    }

    /** Counts before it looks, as {@link CustomerCreation} does. */
    Customer run(Account account, BillableRef owner, String customerId) {
        int generation = database.inTransaction(tx -> store.generations(tx, account, owner)) + 1;
        Optional<Customer> known = store.present(account, owner);
        if (known.isPresent()) {
            return known.filter(customer -> customer.id().equals(customerId))
                    .orElseThrow(() -> new CustomerTakenException(customerId));
        }
        read(new ObjectKey(account, "customer", customerId));
        boolean bound = database.inTransaction(tx -> store.bind(tx, account, owner, generation, customerId));
        Customer customer = store.find(account, customerId).orElseThrow();
        if (!bound && !customer.owner().equals(Optional.of(owner))) {
            throw new CustomerTakenException(customerId);
        }
        return customer;
    }

    private void read(ObjectKey key) {
        try {
            if (Json.isTrue(refresh.now(key), "deleted")) {
                throw new NoSuchObjectException(key.type(), key.id());
            }
        } catch (RefusedException e) {
            if (e.isNotFound()) {
                throw new NoSuchObjectException(key.type(), key.id());
            }
            throw Refusal.of(e);
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }
}
