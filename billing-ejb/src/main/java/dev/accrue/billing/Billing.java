package dev.accrue.billing;

import dev.accrue.billing.catalog.Catalog;
import dev.accrue.billing.customer.Balances;
import dev.accrue.billing.customer.Customers;
import dev.accrue.billing.invoice.Invoices;
import dev.accrue.billing.subscription.Previews;
import dev.accrue.billing.subscription.Subscriptions;
import dev.accrue.billing.tax.Taxes;
import dev.accrue.billing.telemetry.Meters;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The one thing that a host injects.
 *
 * <pre>{@code
 * @Inject Billing billing;
 *
 * Outcome<Subscription> outcome =
 *         billing.subscriptions().subscribe(organisation, Subscribe.to("price_123").as(formId));
 * }</pre>
 *
 * <p>What reads asks the local mirror and is as fast as a query; what changes asks Stripe, writes down what it is about
 * to do before, and suspends a caller's transaction meanwhile.
 */
@ApplicationScoped
public class Billing {

    @Inject
    Customers customers;

    @Inject
    Catalog catalog;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Previews previews;

    @Inject
    Invoices invoices;

    @Inject
    Balances balances;

    @Inject
    Taxes taxes;

    @Inject
    Meters meters;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    @Nullable
    TransactionSynchronizationRegistry transactions;

    /** Who is billed. */
    public Customers customers() {
        noticeTransaction();
        return customers;
    }

    /** What is sold. */
    public Catalog catalog() {
        noticeTransaction();
        return catalog;
    }

    /** What is paid for again and again. */
    public Subscriptions subscriptions() {
        noticeTransaction();
        return subscriptions;
    }

    /** What something would cost, and doing just that. */
    public Previews previews() {
        noticeTransaction();
        return previews;
    }

    /** What is owed. */
    public Invoices invoices() {
        noticeTransaction();
        return invoices;
    }

    /** What customers and we owe each other beside invoices. */
    public Balances balances() {
        noticeTransaction();
        return balances;
    }

    /** Where customers are taxed, and what to do where automatic tax stopped. */
    public Taxes taxes() {
        noticeTransaction();
        return taxes;
    }

    /** A caller's transaction is about to be suspended: its locks and its connection wait for whatever comes. */
    private void noticeTransaction() {
        if (transactions != null && transactions.getTransactionKey() != null) {
            meters.hostTransaction();
        }
    }
}
