package dev.accrue.billing.tax;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.customer.Customer;
import dev.accrue.billing.customer.Customers;
import dev.accrue.billing.customer.TaxExemption;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.InTurn;
import dev.accrue.billing.operation.Intent;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Tax: where customers are, which ids they have, and how to go on where automatic tax stopped.
 *
 * <p>Stripe reckons the tax. When it cannot tell where a customer is, it goes on without tax: the subscription says
 * {@link TaxState#STOPPED}, its invoices go out untaxed or stay drafts. Then set the location,
 * {@linkplain #resume(String, Optional) resume} the subscription and {@linkplain #finalise(String, Optional) finalise}
 * the drafts. Where no location is to be had, {@linkplain #untax(String, Optional) untax} them first. What went out
 * untaxed stays so.
 *
 * <p>An address that Checkout collected is not the customer's, unless the session was told to update the customer
 * ({@code customer_update[address]=auto}); without that, a subscription bought in Checkout renews without location.
 *
 * <p><strong>Transactions.</strong> A caller's transaction is suspended. <strong>Reading</strong> asks the mirror only.
 *
 * @see <a href="https://docs.stripe.com/tax/customer-locations">Stripe: customer locations</a>
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Taxes {

    static final String LOCATION = "customer.tax_location";
    static final String EXEMPTION = "customer.tax_exempt";
    static final String ADD_ID = "tax_id.create";
    static final String REMOVE_ID = "tax_id.delete";
    static final String RESUME = "subscription.resume_tax";
    static final String UNTAX = "invoice.untax";
    static final String FINALISE = "invoice.finalize";

    /** The most that one reading gives. */
    public static final int MOST = 200;

    @Inject
    Customers customers;

    @Inject
    InTurn inTurn;

    @Inject
    TaxStore store;

    @Inject
    Database database;

    @Inject
    BillingConfig config;

    /**
     * Sets where a customer is; Stripe looks at once whether it can reckon tax there.
     *
     * @throws TaxLocationInvalidException when it cannot; nothing was changed
     * @throws NoSuchObjectException when the entity has no customer
     * @throws dev.accrue.billing.SubjectBusyException when another change of the customer did not end in time
     * @throws RequestRefusedException when Stripe refused; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     */
    public Customer updateLocation(BillableRef owner, TaxLocation wish) {
        Customer customer = customers.need(owner);
        TaxLocationInvalidException.whereKnown(
                customer.id(),
                () -> change(customer, LOCATION, CommandKind.CUSTOMER_UPDATE, wish.parameters(), wish.operationId()));
        return customers.find(customer.id()).orElseThrow();
    }

    /**
     * Says whether a customer pays tax: not at all, or by reverse charge.
     *
     * @throws NoSuchObjectException when the entity has no customer
     * @throws dev.accrue.billing.SubjectBusyException when another change of the customer did not end in time
     * @throws RequestRefusedException when Stripe refused; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     */
    public Customer exempt(BillableRef owner, TaxExemption exemption, Optional<String> operationId) {
        if (exemption == TaxExemption.UNRECOGNISED) {
            throw new IllegalArgumentException("say which exemption it is");
        }
        Customer customer = customers.need(owner);
        JsonObject parameters =
                Json.object().add("tax_exempt", exemption.stripeName()).build();
        change(customer, EXEMPTION, CommandKind.CUSTOMER_UPDATE, parameters, operationId);
        return customers.find(customer.id()).orElseThrow();
    }

    /**
     * Adds a tax id, which is printed on the customer's invoices. Some types are verified, which takes a while.
     *
     * @param type Stripe's word, for example {@code eu_vat}
     * @param value the number
     * @throws NoSuchObjectException when the entity has no customer
     * @throws dev.accrue.billing.SubjectBusyException when another change of the customer did not end in time
     * @throws RequestRefusedException when Stripe refused, with code {@code tax_id_invalid} when the number cannot be
     *     right; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     * @see <a href="https://docs.stripe.com/billing/customer/tax-ids">Stripe: customer tax ids</a>
     */
    public TaxId addTaxId(BillableRef owner, String type, String value, Optional<String> operationId) {
        Customer customer = customers.need(owner);
        JsonObject parameters =
                Json.object().add("type", type).add("value", value).build();
        ObjectKey key = change(customer, ADD_ID, CommandKind.TAX_ID_CREATE, parameters, operationId);
        return taxIds(owner).stream()
                .filter(taxId -> taxId.id().equals(key.id()))
                .findFirst()
                .orElseThrow(() -> new NoSuchObjectException("tax_id", key.id()));
    }

    /** The tax ids of a customer, oldest first. */
    public List<TaxId> taxIds(BillableRef owner) {
        return customers
                .find(owner)
                .map(customer -> store.taxIds(customer.account(), customer.id()))
                .orElse(List.of());
    }

    /**
     * Takes a tax id away. Doing it again changes nothing.
     *
     * @throws NoSuchObjectException when the entity has no customer, or the customer no such tax id
     * @throws dev.accrue.billing.SubjectBusyException when another change of the customer did not end in time
     * @throws RequestRefusedException when Stripe refused; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     */
    public void removeTaxId(BillableRef owner, String taxId, Optional<String> operationId) {
        Customer customer = customers.need(owner);
        Command command = new Command(CommandKind.TAX_ID_DELETE, taxId, JsonValue.EMPTY_JSON_OBJECT);
        inTurn.perform(customer.key(), intent(customer.key(), REMOVE_ID, command, operationId), () -> {
            if (taxIds(owner).stream().noneMatch(known -> known.id().equals(taxId))) {
                throw new NoSuchObjectException("tax_id", taxId);
            }
            return command;
        });
    }

    /** Running subscriptions in a state of automatic tax, in the order of their ids, from behind the given one. */
    public List<SubscriptionTax> running(TaxState state, Optional<String> after, int limit) {
        return database.inTransaction(
                tx -> store.running(tx, account(), state, after.orElse(""), Math.min(limit, MOST)));
    }

    /** How far automatic tax is rolled out. No configuration ever switches it on for what is running. */
    public TaxCounts counts() {
        return database.inTransaction(tx -> store.counts(tx, account()));
    }

    /** Invoices whose tax could not be reckoned, for want of a location or because Stripe failed, newest first. */
    public List<InvoiceTax> unplacedInvoices(int limit) {
        return database.inTransaction(tx -> store.unplacedInvoices(tx, account(), Math.min(limit, MOST)));
    }

    /**
     * Switches automatic tax on again where Stripe stopped it, once the customer's location is set. Where it never was
     * on, this refuses: to begin with it is a decision about a running subscription.
     *
     * @param operationId the id under which it is done once; minted when empty
     * @throws TaxNotStoppedException when Stripe did not stop it
     * @throws TaxLocationInvalidException when Stripe still cannot tell where the customer is
     * @throws NoSuchObjectException when the mirror knows no such running subscription
     * @throws dev.accrue.billing.SubjectBusyException when another change of the subscription did not end in time
     * @throws RequestRefusedException when Stripe refused; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     */
    public void resume(String subscriptionId, Optional<String> operationId) {
        ObjectKey subscription = new ObjectKey(account(), "subscription", subscriptionId);
        JsonObject parameters = Json.object()
                .add("automatic_tax", Json.object().add("enabled", true))
                .build();
        Command command = new Command(CommandKind.SUBSCRIPTION_UPDATE, subscriptionId, parameters);
        TaxLocationInvalidException.whereKnown(
                "of subscription " + subscriptionId,
                () -> inTurn.perform(subscription, intent(subscription, RESUME, command, operationId), () -> {
                    checkStopped(subscriptionId);
                    return command;
                }));
    }

    private void checkStopped(String subscriptionId) {
        TaxState state = database.inTransaction(tx -> store.stateOf(tx, account(), subscriptionId))
                .orElseThrow(() -> new NoSuchObjectException("subscription", subscriptionId));
        if (state != TaxState.STOPPED) {
            throw new TaxNotStoppedException(subscriptionId, state);
        }
    }

    /**
     * Takes automatic tax off a draft invoice whose tax could not be reckoned, because no location is to be had.
     * Finalise it then: the money is collected without tax, which somebody has to answer for. The subscription behind
     * it stays as it is; {@code SetAutomaticTax} takes it off there.
     *
     * @param operationId the id under which it is done once; minted when empty
     * @throws NoSuchObjectException when no draft of this id waits for its tax
     * @throws dev.accrue.billing.SubjectBusyException when another change of the invoice did not end in time
     * @throws RequestRefusedException when Stripe refused; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     * @see <a href="https://docs.stripe.com/tax/customer-locations#invoice-finalization-errors">Stripe: invoice
     *     finalization errors</a>
     */
    public void untax(String invoiceId, Optional<String> operationId) {
        ObjectKey invoice = new ObjectKey(account(), "invoice", invoiceId);
        JsonObject parameters = Json.object()
                .add("automatic_tax", Json.object().add("enabled", false))
                .build();
        Command command = new Command(CommandKind.INVOICE_UPDATE, invoiceId, parameters);
        inTurn.perform(invoice, intent(invoice, UNTAX, command, operationId), () -> {
            need(invoice, isStuck(invoice));
            return command;
        });
    }

    /**
     * Finalises a draft invoice again whose tax could not be reckoned: it waited for the customer's location, Stripe
     * failed to reckon it, or it is untaxed by now.
     *
     * @throws NoSuchObjectException when no draft of this id waits for its tax or is untaxed
     * @throws TaxLocationInvalidException when Stripe still cannot tell where the customer is
     * @throws dev.accrue.billing.SubjectBusyException when another change of the invoice did not end in time
     * @throws RequestRefusedException when Stripe refused; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     */
    public void finalise(String invoiceId, Optional<String> operationId) {
        ObjectKey invoice = new ObjectKey(account(), "invoice", invoiceId);
        Command command = new Command(CommandKind.INVOICE_FINALIZE, invoiceId, JsonValue.EMPTY_JSON_OBJECT);
        TaxLocationInvalidException.whereKnown(
                "of invoice " + invoice.id(),
                () -> inTurn.perform(invoice, intent(invoice, FINALISE, command, operationId), () -> {
                    need(invoice, isStuck(invoice) || isUntaxedDraft(invoice));
                    return command;
                }));
    }

    private static void need(ObjectKey invoice, boolean ready) {
        if (!ready) {
            throw new NoSuchObjectException("draft that waits for its tax", invoice.id());
        }
    }

    private boolean isStuck(ObjectKey invoice) {
        return database.inTransaction(tx -> store.unplacedInvoice(tx, invoice.account(), invoice.id()))
                .filter(InvoiceTax::isMendable)
                .isPresent();
    }

    private boolean isUntaxedDraft(ObjectKey invoice) {
        return database.inTransaction(tx -> store.isUntaxedDraft(tx, invoice.account(), invoice.id()));
    }

    private ObjectKey change(
            Customer customer,
            String kind,
            CommandKind commandKind,
            JsonObject parameters,
            Optional<String> operationId) {
        Command command = new Command(commandKind, customer.id(), parameters);
        return inTurn.perform(customer.key(), intent(customer.key(), kind, command, operationId), () -> command)
                .key();
    }

    private static Intent intent(ObjectKey subject, String kind, Command command, Optional<String> operationId) {
        return Intent.of(kind, subject.account(), subject.type(), subject.id(), command, operationId, false);
    }

    private Account account() {
        return Account.platform(config.livemode());
    }
}
