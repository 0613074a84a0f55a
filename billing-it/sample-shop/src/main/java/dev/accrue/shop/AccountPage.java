package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.actor.Actor.ActorType;
import dev.accrue.billing.catalog.Price;
import dev.accrue.billing.invoice.Invoice;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.subscription.Subscription;
import dev.accrue.billing.subscription.SubscriptionItem;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a customer has, owes and has paid. */
@Named
@RequestScoped
public class AccountPage {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    @Inject
    Billing billing;

    @Inject
    Ledger ledger;

    @Inject
    ActivityLog activityLog;

    @Inject
    Me me;

    @Inject
    DemoStripe demo;

    private List<Subscription> subscriptions;
    private List<Invoice> invoices;

    public List<Subscription> subscriptions() {
        if (subscriptions == null) {
            subscriptions = billing.subscriptions().of(me.account().ref());
        }
        return subscriptions;
    }

    public List<Invoice> invoices() {
        if (invoices == null) {
            invoices = billing.invoices().of(me.account().ref());
        }
        return invoices;
    }

    public List<Activity> activities() {
        return activityLog.of(me.account());
    }

    public List<Fact> ledgerOf(Subscription subscription) {
        return ledger.timeline(subscription.key(), 50);
    }

    /**
     * Only an own subscription, because the id comes from the browser; twice is once, because it is the operation's.
     */
    public String cancel(String subscriptionId) {
        boolean mine = subscriptions().stream().anyMatch(one -> one.id().equals(subscriptionId));
        if (mine) {
            billing.subscriptions()
                    .cancelNow(subscriptionId, Optional.of("cancel-" + subscriptionId))
                    .orThrow();
        }
        return "/account?faces-redirect=true";
    }

    /** An invoice is on its way: Stripe's webhook brings it in a moment. */
    public boolean isNewsExpected() {
        Set<String> known = invoices().stream().map(Invoice::id).collect(Collectors.toSet());
        return !subscriptions().stream()
                .flatMap(one -> one.latestInvoice().stream())
                .allMatch(known::contains);
    }

    /** Lets a month pass for this customer, at Stripe: what is due happens there, and comes back by webhook. */
    public String passMonth() throws IOException {
        int before = billing.invoices().of(me.account().ref()).size();
        demo.passMonth(me.account());
        demo.waitUntil(() -> billing.invoices().of(me.account().ref()).size() > before);
        return "/account?faces-redirect=true";
    }

    public boolean isDemo() {
        return demo.isOn() && billing.customers().find(me.account().ref()).isPresent();
    }

    public String today() throws IOException {
        return DAY.format(demo.now(me.account()));
    }

    public String plan(SubscriptionItem item) {
        return billing.catalog()
                .price(item.priceId())
                .flatMap(Price::productName)
                .orElse(item.priceId());
    }

    public String status(Subscription subscription) {
        if (subscription.isEnded()) {
            return "ended";
        }
        if (subscription.isIncomplete()) {
            return "waiting for payment";
        }
        if (subscription.isPastDue()) {
            return "past due";
        }
        return subscription.isTrialing() ? "trial" : "active";
    }

    public String status(Invoice invoice) {
        if (invoice.isPaid()) {
            return "paid";
        }
        return invoice.isOpen() ? "open" : "closed";
    }

    public String who(Fact fact) {
        return fact.actor().type() == ActorType.WEBHOOK
                ? "Stripe"
                : fact.actor().id();
    }

    public String day(Optional<Instant> moment) {
        return moment.map(DAY::format).orElse("");
    }

    public String day(Instant moment) {
        return DAY.format(moment);
    }
}
