package dev.accrue.billing.web.console;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.webhook.Backlog;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the console shows, in bounded queries: the newest rows of each kind, and counts that stop at some point. */
@Dependent
public class ConsoleQueries {

    private static final int ROWS = 25;
    private static final int MOST_COUNTED = 10_000;

    private final Database database;
    private final Backlog backlog;
    private final Ledger ledger;
    private final BillingConfig config;

    @Inject
    public ConsoleQueries(Database database, Backlog backlog, Ledger ledger, BillingConfig config) {
        this.database = database;
        this.backlog = backlog;
        this.ledger = ledger;
        this.config = config;
    }

    Overview overview() {
        return new Overview(
                config.profile().name(),
                config.processor(),
                database.inTransaction(this::subscriptionsByStatus),
                database.inTransaction(this::openInvoices),
                backlog.events(),
                backlog.deadDeliveries(),
                backlog.lag());
    }

    List<EventRow> events() {
        return database.inTransaction(tx -> tx.query(
                "select event_id, event_type, object_id, received_at, state, attempts, reason, last_error"
                        + " from #webhook_events order by id desc limit ?",
                row -> new EventRow(
                        row.text("event_id"),
                        row.text("event_type"),
                        row.findText("object_id").orElse(""),
                        row.moment("received_at").orElseThrow(),
                        row.text("state"),
                        row.number("attempts"),
                        row.findText("reason").orElse(row.findText("last_error").orElse(""))),
                ROWS));
    }

    List<FactRow> facts() {
        return ledger.newest(account(), ROWS).stream().map(FactRow::of).toList();
    }

    List<SubscriptionRow> subscriptions() {
        return database.inTransaction(tx -> {
            List<SubscriptionRow> rows = tx.query(
                    "select id, customer_id, status, period_end, cancel_at_period_end from #subscriptions"
                            + " where account = ? and livemode = ? order by created_at desc, id limit ?",
                    row -> new SubscriptionRow(
                            row.text("id"),
                            row.findText("customer_id").orElse(""),
                            row.text("status"),
                            row.moment("period_end"),
                            row.flag("cancel_at_period_end"),
                            List.of()),
                    account().id(),
                    account().livemode(),
                    ROWS);
            Map<String, List<String>> items = items(tx, rows);
            return rows.stream()
                    .map(row -> row.with(items.getOrDefault(row.id(), List.of())))
                    .toList();
        });
    }

    List<InvoiceRow> invoices() {
        return database.inTransaction(tx -> tx.query(
                "select id, invoice_number, customer_id, status, total_minor, amount_remaining_minor, currency,"
                        + " created_at from #invoices where account = ? and livemode = ? and deleted_at is null"
                        + " order by created_at desc, id limit ?",
                row -> new InvoiceRow(
                        row.text("id"),
                        row.findText("invoice_number").orElse(""),
                        row.findText("customer_id").orElse(""),
                        row.text("status"),
                        Money.ofMinor(row.whole("total_minor"), row.text("currency")),
                        Money.ofMinor(row.whole("amount_remaining_minor"), row.text("currency")),
                        row.moment("created_at")),
                account().id(),
                account().livemode(),
                ROWS));
    }

    private Map<String, Long> subscriptionsByStatus(Tx tx) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        tx.query(
                        "select status, count(*) as found from (select status from #subscriptions where account = ?"
                                + " and livemode = ? limit ?) counted group by status order by status",
                        row -> Map.entry(row.text("status"), row.whole("found")),
                        account().id(),
                        account().livemode(),
                        MOST_COUNTED)
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private long openInvoices(Tx tx) throws SQLException {
        return tx.find(
                        "select count(*) as found from (select id from #invoices where account = ? and livemode = ?"
                                + " and status = 'open' limit ?) counted",
                        row -> row.whole("found"),
                        account().id(),
                        account().livemode(),
                        MOST_COUNTED)
                .orElse(0L);
    }

    private static Map<String, List<String>> items(Tx tx, List<SubscriptionRow> of) throws SQLException {
        if (of.isEmpty()) {
            return Map.of();
        }
        String places = String.join(", ", Collections.nCopies(of.size(), "?"));
        return tx
                .query(
                        "select subscription_id, price_id, quantity from #subscription_items where removed_at is null"
                                + " and subscription_id in (" + places + ") order by id",
                        row -> Map.entry(row.text("subscription_id"), item(row)),
                        of.stream().map(SubscriptionRow::id).toArray())
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String item(Result row) throws SQLException {
        String price = row.findText("price_id").orElse("?");
        return row.findWhole("quantity")
                .map(quantity -> quantity + " × " + price)
                .orElse(price);
    }

    private Account account() {
        return Account.platform(config.livemode());
    }
}
