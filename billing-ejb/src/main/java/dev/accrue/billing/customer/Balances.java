package dev.accrue.billing.customer;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.money.CurrencyMismatchException;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.operation.InTurn;
import dev.accrue.billing.operation.Intent;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.operation.Refusal;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Page;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What customers and we owe each other beside invoices. The next invoice that is finalised takes all of it.
 *
 * <p>The sign is Stripe's: a <strong>negative</strong> amount is the customer's credit, a positive one their debt. It
 * is the invoice balance, not the cash balance that bank transfers fill.
 *
 * <p><strong>Transactions.</strong> A caller's transaction is suspended.
 *
 * @see <a href="https://docs.stripe.com/billing/customer/balance">Stripe: customer invoice balance</a>
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Balances {

    static final String ADJUST = "customer.adjust_balance";

    private static final Logger LOG = Logger.getLogger(Balances.class.getName());

    @Inject
    Customers customers;

    @Inject
    InTurn inTurn;

    @Inject
    Refresh refresh;

    @Inject
    Processor processor;

    /** The balance; negative is credit, empty before the customer had any currency. Asks the mirror only. */
    public Optional<Money> of(BillableRef owner) {
        return customers.find(owner).flatMap(Customer::balance);
    }

    /**
     * Changes the balance: by a negative amount to the customer's credit, by a positive one to their debt.
     *
     * @param reason for people; Stripe shows it in the customer's history
     * @param operationId the id under which it is done once; minted when empty
     * @throws CurrencyMismatchException when the customer has another currency already; nothing was sent
     * @throws dev.accrue.billing.NoSuchObjectException when the entity has no customer
     * @throws dev.accrue.billing.SubjectBusyException when another change of the customer did not end in time
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened; it is found out
     *     about and never done late, so whoever gave up may ask anew without giving twice
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     * @see <a href="https://docs.stripe.com/api/customer_balance_transactions/create">Stripe: create a balance
     *     transaction</a>
     */
    public Money adjust(BillableRef owner, Money amount, String reason, Optional<String> operationId) {
        Customer customer = customers.need(owner);
        if (amount.isZero()) {
            throw new IllegalArgumentException("a balance is not changed by nothing");
        }
        JsonObject parameters = Json.object()
                .add("amount", amount.minor())
                .add("currency", amount.stripeCurrency())
                .add("description", reason)
                .build();
        Command command = new Command(CommandKind.CUSTOMER_BALANCE_ADJUST, customer.id(), parameters);
        Intent intent = Intent.of(ADJUST, customer.account(), "customer", customer.id(), command, operationId, false);
        inTurn.perform(customer.key(), intent, () -> {
            checkCurrency(customers.need(owner), amount);
            return command;
        });
        bringUpToDate(customer.key());
        return of(owner).orElse(amount);
    }

    private static void checkCurrency(Customer customer, Money amount) {
        customer.balance()
                .filter(balance -> !balance.currency().equals(amount.currency()))
                .ifPresent(balance -> {
                    throw new CurrencyMismatchException(balance.currency(), amount.currency());
                });
    }

    /** The adjustment is done, so no failure to read the customer may say otherwise: the webhook brings the balance. */
    private void bringUpToDate(ObjectKey customer) {
        try {
            refresh.now(customer);
        } catch (ProcessorException e) {
            LOG.log(Level.FINE, e, () -> "the balance of " + customer + " follows by webhook");
        }
    }

    /**
     * One page of what changed the balance, newest first. Asks Stripe, because no event tells of what Stripe itself
     * does to a balance.
     *
     * @param after the last entry of the page before; empty for the newest
     * @throws dev.accrue.billing.NoSuchObjectException when the entity has no customer
     * @throws dev.accrue.billing.RequestRefusedException when Stripe did not say
     */
    public BalancePage history(BillableRef owner, Optional<String> after) {
        Customer customer = customers.need(owner);
        Listing newest =
                Listing.of(customer.account(), "customer_balance_transaction").where("customer", customer.id());
        Page page = page(after.map(newest::after).orElse(newest));
        return new BalancePage(page.objects().stream().map(BalanceEntry::of).toList(), page.hasMore());
    }

    private Page page(Listing listing) {
        try {
            return processor.list(listing);
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }
}
