package dev.accrue.billing.customer;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.OperationInProgressException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.InTurn;
import dev.accrue.billing.operation.Intent;
import dev.accrue.billing.operation.Operations;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.operation.Refusal;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Customers: the host's entities as Stripe knows them.
 *
 * <p><strong>Transactions.</strong> A caller's transaction is suspended; what happens here stays when the caller rolls
 * back. <strong>Idempotency.</strong> Getting or making the customer of one entity makes one, however many threads and
 * nodes ask at once.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Customers {

    static final String CREATE = "customer.create";
    static final String UPDATE = "customer.update";

    /** What the module itself keeps in a customer's metadata. */
    private static final Set<String> OWN_KEYS =
            Set.of("billable_type", "billable_id", CustomerUpdate.TIMEZONE_KEY, Recovery.METADATA_KEY);

    private static final int PATIENCE = 40;
    private static final long PAUSE_MILLIS = 100;

    @Inject
    CustomerStore store;

    @Inject
    Operations operations;

    @Inject
    InTurn inTurn;

    @Inject
    Database database;

    @Inject
    CustomerErasure erasure;

    @Inject
    Mirror mirror;

    @Inject
    Refresh refresh;

    @Inject
    BillingConfig config;

    /** The customer of a host's entity, if it has one that Stripe did not delete. Asks the mirror only. */
    public Optional<Customer> find(BillableRef owner) {
        return store.find(account(), owner).filter(customer -> !customer.deleted());
    }

    /** A customer by Stripe's id, claimed or not. Asks the mirror only. */
    public Optional<Customer> find(String customerId) {
        return store.find(account(), customerId);
    }

    /** How much the mirror holds that nobody claimed. Asks the mirror only. */
    public Unclaimed unclaimed() {
        return database.inTransaction(tx -> store.countUnclaimed(tx, account()));
    }

    /** Customers that nobody claimed, at most so many; {@link #adopt} claims one. Asks the mirror only. */
    public List<Customer> unclaimed(int limit) {
        return store.unclaimed(account(), limit);
    }

    /**
     * The customer of a host's entity, made at Stripe if it has none.
     *
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused to make it
     * @throws dev.accrue.billing.OutcomePendingException when Stripe gave no answer
     */
    public Customer getOrCreate(Billable billable) {
        BillableRef owner = billable.ref();
        return find(owner).orElseGet(() -> findOrCreate(billable, owner));
    }

    /**
     * Counts before it looks again: whoever is bound in between is found, and whoever is bound later has this count.
     */
    private Customer findOrCreate(Billable billable, BillableRef owner) {
        int generation = database.inTransaction(tx -> store.generations(tx, account(), owner)) + 1;
        return find(owner).orElseGet(() -> create(billable, owner, generation));
    }

    /**
     * Changes a customer at Stripe, then in the mirror. Changes of one customer follow one another.
     *
     * @throws NoSuchObjectException when the entity has no customer
     * @throws dev.accrue.billing.MetadataException when the customer would have too many metadata keys
     * @throws dev.accrue.billing.SubjectBusyException when another change did not end in time
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @see <a href="https://docs.stripe.com/api/customers/update">Stripe: update a customer</a>
     */
    public Customer update(BillableRef owner, CustomerUpdate wish) {
        Customer customer = need(owner);
        if (wish.isEmpty()) {
            return customer;
        }
        Command command = new Command(CommandKind.CUSTOMER_UPDATE, customer.id(), wish.parameters());
        Intent intent =
                Intent.of(UPDATE, customer.account(), "customer", customer.id(), command, wish.operationId(), false);
        inTurn.perform(customer.key(), intent, () -> {
            checkFits(customer, wish);
            return command;
        });
        return store.find(customer.account(), customer.id()).orElseThrow();
    }

    /**
     * The customer of a host's entity. Asks the mirror only.
     *
     * @throws NoSuchObjectException when it has none
     */
    public Customer need(BillableRef owner) {
        return find(owner).orElseThrow(() -> new NoSuchObjectException("customer of", owner.toString()));
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

    /**
     * Erases what tells of a person: the entity's customers are deleted at Stripe, which ends their subscriptions at
     * once, and everything personal is taken out of what the module keeps of them. Amounts, dates and states stay, and
     * so does the ledger, which never held anything personal. What comes later is written without it.
     *
     * <p>Whoever is interrupted, or gets an exception, asks again, with the same id or another; it goes on where it
     * was. Stripe itself keeps invoices and past events; to have them redacted there, run a redaction job.
     *
     * @param operationId the id under which it is done once; minted when empty
     * @throws dev.accrue.billing.SubjectBusyException when another change of a customer did not end in time
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused to delete a customer
     * @throws dev.accrue.billing.OutcomePendingException when Stripe gave no answer; ask again later
     * @see <a href="https://docs.stripe.com/api/customers/delete">Stripe: delete a customer</a>
     * @see <a href="https://docs.stripe.com/privacy/redaction">Stripe: redact personal data</a>
     */
    public void erase(BillableRef owner, Optional<String> operationId) {
        store.all(account(), owner).forEach(customer -> erasure.run(customer, operationId));
    }

    /**
     * Makes an existing Stripe customer the customer of a host's entity. Doing it again changes nothing.
     *
     * @throws CustomerTakenException when either is bound to another already
     * @throws NoSuchObjectException when Stripe knows no such customer
     * @throws dev.accrue.billing.RequestRefusedException when Stripe did not say
     */
    public Customer adopt(BillableRef owner, String customerId) {
        int generation = database.inTransaction(tx -> store.generations(tx, account(), owner)) + 1;
        Optional<Customer> known = find(owner);
        if (known.isPresent()) {
            return known.filter(customer -> customer.id().equals(customerId))
                    .orElseThrow(() -> new CustomerTakenException(customerId));
        }
        read(new ObjectKey(account(), "customer", customerId));
        boolean bound = database.inTransaction(tx -> store.bind(tx, account(), owner, generation, customerId));
        Customer customer = store.find(account(), customerId).orElseThrow();
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

    private Customer create(Billable billable, BillableRef owner, int generation) {
        Intent intent = Intent.of(
                CREATE,
                account(),
                "billable",
                owner.toString(),
                Command.create(CommandKind.CUSTOMER_CREATE, parameters(billable).build()),
                Optional.of("customer/" + owner.type() + "/" + owner.id() + "/" + generation),
                true);
        ObjectKey made = performOnce(intent);
        database.doInTransaction(tx -> store.bind(tx, account(), owner, generation, made.id()));
        return find(owner).orElseThrow(() -> new CustomerTakenException(made.id()));
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

    private Account account() {
        return Account.platform(config.livemode());
    }
}
