package dev.accrue.shop;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.customer.Customer;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.invoice.Invoice;
import dev.accrue.billing.subscription.Subscription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down, in the shop's own table, what Stripe says has happened. */
@ApplicationScoped
public class ActivityLog implements BillingEventHandler {

    private static final Map<String, String> TEXTS = Map.of(
            "customer.subscription.created", "Subscription started",
            "customer.subscription.deleted", "Subscription ended",
            "invoice.paid", "Invoice paid",
            "invoice.payment_failed", "Payment failed");

    @PersistenceContext(unitName = "shop")
    EntityManager entities;

    @Inject
    Billing billing;

    @Override
    public String name() {
        return "shop.activity";
    }

    @Override
    public boolean handles(String eventType) {
        return TEXTS.containsKey(eventType);
    }

    /** The delivery's id is the key, so one that comes twice is written once. */
    @Override
    public void on(BillingEvent event) {
        String id = event.deliveryId().toString();
        if (entities.find(Activity.class, id) == null) {
            owner(event)
                    .map(owner -> new Activity(id, owner.id(), TEXTS.get(event.type()), event.created()))
                    .ifPresent(entities::persist);
        }
    }

    /** The newest activities of an account. */
    public List<Activity> of(Account account) {
        return entities.createQuery(
                        "select a from Activity a where a.account = :account order by a.happenedAt desc, a.id desc",
                        Activity.class)
                .setParameter("account", account.getName())
                .setMaxResults(20)
                .getResultList();
    }

    private Optional<BillableRef> owner(BillingEvent event) {
        String id = event.subject().id();
        Optional<String> customer = event.type().startsWith("invoice.")
                ? billing.invoices().find(id).map(Invoice::customerId)
                : billing.subscriptions().find(id).map(Subscription::customerId);
        return customer.flatMap(billing.customers()::find).flatMap(Customer::owner);
    }
}
