package dev.accrue.billing;

import dev.accrue.billing.catalog.Catalog;
import dev.accrue.billing.customer.Customers;
import dev.accrue.billing.invoice.Invoices;
import dev.accrue.billing.subscription.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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
    Invoices invoices;

    /** Who is billed. */
    public Customers customers() {
        return customers;
    }

    /** What is sold. */
    public Catalog catalog() {
        return catalog;
    }

    /** What is paid for again and again. */
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /** What is owed. */
    public Invoices invoices() {
        return invoices;
    }
}
