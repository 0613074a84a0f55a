package dev.accrue.billing.invoice;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Declined;
import dev.accrue.billing.Done;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.SubjectBusyException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.customer.Customers;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.InTurn;
import dev.accrue.billing.operation.Intent;
import dev.accrue.billing.operation.Operations;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.operation.Result;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Invoices: reading and paying them.
 *
 * <p><strong>Transactions.</strong> A caller's transaction is suspended, and none is open while Stripe is asked.
 * <strong>Reading</strong> asks the mirror only.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Invoices {

    /** The most that one reading gives. */
    public static final int MOST = 200;

    static final String PAY = "invoice.pay";

    /**
     * What Stripe refuses a payment with that the bank wants the customer to confirm.
     *
     * @see <a href="https://docs.stripe.com/error-codes">Stripe: error codes</a>
     */
    static final String NEEDS_CUSTOMER = "invoice_payment_intent_requires_action";

    private static final String NOT_OPEN = "invoice_not_open";
    private static final Set<String> PAYABLE = Set.of("open", "uncollectible");

    private static final String OF_ACCOUNT = "select i from Invoice i where i.account = :account"
            + " and i.livemode = :livemode and i.deletedAt is null";

    @PersistenceContext(unitName = "billing")
    EntityManager entities;

    @Inject
    Customers customers;

    @Inject
    InTurn inTurn;

    @Inject
    Operations operations;

    @Inject
    Refresh refresh;

    @Inject
    InvoicePayment payment;

    @Inject
    BillingConfig config;

    /** The invoices of a host's entity, newest first, at most {@value #MOST}. */
    public List<Invoice> of(BillableRef owner) {
        return customers
                .find(owner)
                .map(customer -> list(" and i.customerId = :wanted order by i.createdAt desc, i.id", customer.id()))
                .orElse(List.of());
    }

    /** An invoice by Stripe's id. */
    public Optional<Invoice> find(String invoiceId) {
        return list(" and i.id = :wanted", invoiceId).stream().findFirst();
    }

    /**
     * Pays an open invoice now. Stripe is asked first what it is, so that one that is paid meanwhile is not paid again.
     * A subscription that was past due or incomplete for want of this payment becomes active, which comes by webhook.
     *
     * <p>Whose it is looks the caller: any invoice of this account can be paid.
     *
     * @return done, or the bank wants the customer's confirmation, or declined
     * @throws InvoiceNotOpenException when there is nothing to pay on it
     * @throws SubjectBusyException when another payment of it did not end in time
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused, for example because it knows no such
     *     invoice, or nothing is there that could be charged; the same id may try again
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     */
    public Outcome<Invoice> pay(String invoiceId, PayInvoice wish) {
        ObjectKey key = new ObjectKey(Account.platform(config.livemode()), "invoice", invoiceId);
        String id = wish.operationId().orElseGet(() -> operations.operationId(PAY, invoiceId));
        Command command = new Command(CommandKind.INVOICE_PAY, invoiceId, wish.parameters());
        Intent intent = Intent.of(PAY, key.account(), key.type(), key.id(), command, Optional.of(id), false);
        Result result = inTurn.perform(key, intent, () -> {
            requirePayable(key);
            return command;
        });
        return result.fold(
                paid -> new Done<>(get(invoiceId)),
                (code, declineCode) -> code.equals(NEEDS_CUSTOMER)
                        ? payment.of(key, get(invoiceId), NOT_OPEN, id)
                        : new Declined<>(code, declineCode));
    }

    private void requirePayable(ObjectKey key) {
        String status = Json.text(refresh.beforeChange(key), "status").orElse("");
        if (!PAYABLE.contains(status)) {
            throw new InvoiceNotOpenException(key.id(), status);
        }
    }

    private Invoice get(String invoiceId) {
        return find(invoiceId).orElseThrow(() -> new NoSuchObjectException("invoice", invoiceId));
    }

    private List<Invoice> list(String more, String wanted) {
        Account account = Account.platform(config.livemode());
        List<InvoiceEntity> rows = entities.createQuery(OF_ACCOUNT + more, InvoiceEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter("wanted", wanted)
                .setMaxResults(MOST)
                .getResultList();
        Map<String, List<InvoiceLine>> lines = lines(account, rows);
        return rows.stream()
                .map(row -> row.with(lines.getOrDefault(row.invoiceId(), List.of())))
                .toList();
    }

    private Map<String, List<InvoiceLine>> lines(Account account, List<InvoiceEntity> rows) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery(
                        "select l from InvoiceLine l where l.account = :account and l.livemode = :livemode"
                                + " and l.invoiceId in :ids and l.removedAt is null order by l.id",
                        InvoiceLineEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter("ids", rows.stream().map(InvoiceEntity::invoiceId).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        InvoiceLineEntity::invoiceId,
                        Collectors.mapping(InvoiceLineEntity::value, Collectors.toList())));
    }
}
