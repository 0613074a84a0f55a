package dev.accrue.billing.tax;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what the mirror knows of tax. */
@Dependent
class TaxStore {

    private static final String RUNNING = " from #subscriptions s left join #customers c on c.account = s.account"
            + " and c.livemode = s.livemode and c.id = s.customer_id where s.account = ? and s.livemode = ?"
            + " and s.deleted_at is null and s.ended_at is null and s.status not in ('canceled', 'incomplete_expired')";
    private static final String UNPLACED = " from #invoices i where i.account = ? and i.livemode = ?"
            + " and i.deleted_at is null and (i.automatic_tax_disabled = '" + TaxState.NO_LOCATION_AT_FINALISATION
            + "' or i.status = 'draft' and (i.finalization_error = '" + TaxLocationInvalidException.CODE
            + "' or i.automatic_tax_status in ('" + TaxState.NO_LOCATION + "', '" + TaxState.FAILED + "')))";

    @PersistenceContext(unitName = "billing")
    EntityManager entities;

    List<TaxId> taxIds(Account account, String customerId) {
        return entities.createQuery(
                        "select t from TaxId t where t.account = :account and t.livemode = :livemode"
                                + " and t.customerId = :customer and t.deletedAt is null order by t.createdAt, t.id",
                        TaxIdEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter("customer", customerId)
                .getResultStream()
                .map(TaxIdEntity::taxId)
                .toList();
    }

    List<SubscriptionTax> running(Tx tx, Account account, TaxState state, String after, int limit) throws SQLException {
        return tx.query(
                "select s.id, s.customer_id, c.tax_country" + RUNNING + " and " + state.sql()
                        + " and s.id > ? order by s.id limit ?",
                row -> new SubscriptionTax(
                        row.text("id"), row.findText("customer_id").orElse(""), state, row.findText("tax_country")),
                account.id(),
                account.livemode(),
                after,
                limit);
    }

    Optional<TaxState> stateOf(Tx tx, Account account, String subscriptionId) throws SQLException {
        return tx.find(
                "select case when " + TaxState.ON.sql() + " then 'ON' when " + TaxState.STOPPED.sql()
                        + " then 'STOPPED' else 'OFF' end as tax_state" + RUNNING + " and s.id = ?",
                row -> TaxState.valueOf(row.text("tax_state")),
                account.id(),
                account.livemode(),
                subscriptionId);
    }

    TaxCounts counts(Tx tx, Account account) throws SQLException {
        return tx.find(
                        "select " + sum(TaxState.ON.sql(), "tax_on") + sum(TaxState.OFF.sql(), "tax_off")
                                + sum(TaxState.STOPPED.sql(), "tax_stopped")
                                + "coalesce(sum(case when c.tax_country is null then 1 else 0 end), 0) as unplaced"
                                + RUNNING,
                        row -> new TaxCounts(
                                row.whole("tax_on"),
                                row.whole("tax_off"),
                                row.whole("tax_stopped"),
                                row.whole("unplaced")),
                        account.id(),
                        account.livemode())
                .orElseThrow();
    }

    private static String sum(String condition, String name) {
        return "coalesce(sum(case when " + condition + " then 1 else 0 end), 0) as " + name + ", ";
    }

    List<InvoiceTax> unplacedInvoices(Tx tx, Account account, int limit) throws SQLException {
        return tx.query(
                "select i.id, i.customer_id, i.status" + UNPLACED + " order by i.created_at desc, i.id limit ?",
                TaxStore::invoice,
                account.id(),
                account.livemode(),
                limit);
    }

    Optional<InvoiceTax> unplacedInvoice(Tx tx, Account account, String id) throws SQLException {
        return tx.find(
                "select i.id, i.customer_id, i.status" + UNPLACED + " and i.id = ?",
                TaxStore::invoice,
                account.id(),
                account.livemode(),
                id);
    }

    /** Whether it is a draft that carries no automatic tax. */
    boolean isUntaxedDraft(Tx tx, Account account, String id) throws SQLException {
        return tx.find(
                        "select i.id from #invoices i where i.account = ? and i.livemode = ? and i.id = ?"
                                + " and i.deleted_at is null and i.status = 'draft' and not i.automatic_tax",
                        row -> row.text("id"),
                        account.id(),
                        account.livemode(),
                        id)
                .isPresent();
    }

    private static InvoiceTax invoice(Result row) throws SQLException {
        return new InvoiceTax(
                row.text("id"),
                row.findText("customer_id").orElse(""),
                row.text("status").equals("draft"));
    }
}
