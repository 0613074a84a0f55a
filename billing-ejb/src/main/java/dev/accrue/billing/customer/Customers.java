package dev.accrue.billing.customer;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.OperationInProgressException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

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

    @Inject
    CustomerStore store;

    @Inject
    Database database;

    @Inject
    CustomerCreation creation;

    @Inject
    CustomerAdoption adoption;

    @Inject
    CustomerChange change;

    @Inject
    CustomerErasure erasure;

    @Inject
    BillingConfig config;

    /** The customer of a host's entity, if it has one that Stripe did not delete. Asks the mirror only. */
    public Optional<Customer> find(BillableRef owner) {
        return store.present(account(), owner);
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
     * @throws OperationInProgressException when somebody else is making it and did not end in time
     * @throws CustomerTakenException when Stripe's customer was bound to another entity meanwhile
     */
    public Customer getOrCreate(Billable billable) {
        return find(billable.ref()).orElseGet(() -> creation.run(account(), billable));
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
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     * @see <a href="https://docs.stripe.com/api/customers/update">Stripe: update a customer</a>
     */
    public Customer update(BillableRef owner, CustomerUpdate wish) {
        Customer customer = need(owner);
        return wish.isEmpty() ? customer : change.run(customer, wish);
    }

    /**
     * The customer of a host's entity. Asks the mirror only.
     *
     * @throws NoSuchObjectException when it has none
     */
    public Customer need(BillableRef owner) {
        return find(owner).orElseThrow(() -> new NoSuchObjectException("customer of", owner.toString()));
    }

    /**
     * Erases what tells of a person: the entity's customers are deleted at Stripe, which ends their subscriptions at
     * once, and everything personal is taken out of what the module keeps of them. Amounts, dates and states stay, and
     * so does the ledger, which never held anything personal. What comes later is written without it. When all is gone,
     * a fact {@code customer.erased} says so.
     *
     * <p>Whoever is interrupted, or gets an exception, asks again, with the same id or another; it goes on where it
     * was. Stripe itself keeps invoices and past events; to have them redacted there, run a redaction job.
     *
     * @param operationId the id under which it is done once; minted when empty
     * @throws dev.accrue.billing.SubjectBusyException when another change of a customer did not end in time
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused to delete a customer
     * @throws dev.accrue.billing.OutcomePendingException when Stripe gave no answer; ask again later
     * @throws OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for another customer
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     * @see <a href="https://docs.stripe.com/api/customers/delete">Stripe: delete a customer</a>
     * @see <a href="https://docs.stripe.com/privacy/redaction">Stripe: redact personal data</a>
     */
    public void erase(BillableRef owner, Optional<String> operationId) {
        store.all(account(), owner).forEach(customer -> erasure.run(customer, operationId));
    }

    /**
     * Makes an existing Stripe customer the customer of a host's entity. Doing it again changes nothing. Changes
     * nothing at Stripe either, and is no operation: it leaves no fact.
     *
     * @throws CustomerTakenException when either is bound to another already
     * @throws NoSuchObjectException when Stripe knows no such customer
     * @throws dev.accrue.billing.RequestRefusedException when Stripe did not say
     */
    public Customer adopt(BillableRef owner, String customerId) {
        return adoption.run(account(), owner, customerId);
    }

    private Account account() {
        return Account.platform(config.livemode());
    }
}
