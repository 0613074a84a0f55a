package dev.accrue.billing.invoice;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.customer.Customers;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Invoices as the mirror holds them: no call to Stripe. A caller's transaction is suspended. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Invoices {

    /** The most that one reading gives. */
    public static final int MOST = 200;

    private static final String OF_ACCOUNT = "select i from Invoice i where i.account = :account"
            + " and i.livemode = :livemode and i.deletedAt is null";

    @PersistenceContext(unitName = "billing")
    EntityManager entities;

    @Inject
    Customers customers;

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
