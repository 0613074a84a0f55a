package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.actor.Actor.ActorType;
import dev.accrue.billing.invoice.Invoice;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.subscription.Subscription;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a customer has, owes and has paid. */
@Named
@RequestScoped
public class AccountPage {

    @Inject
    Billing billing;

    @Inject
    Ledger ledger;

    @Inject
    ActivityLog activityLog;

    @Inject
    Me me;

    @Inject
    Wording wording;

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

    /** An invoice is on its way: Stripe's webhook brings it in a moment. */
    public boolean isNewsExpected() {
        Set<String> known = invoices().stream().map(Invoice::id).collect(Collectors.toSet());
        return !subscriptions().stream()
                .flatMap(one -> one.latestInvoice().stream())
                .allMatch(known::contains);
    }

    /** Lets a month pass for this customer, at Stripe: what is due happens there, and comes back by webhook. */
    public String passMonth() throws IOException {
        String before = news();
        demo.passMonth(me.account());
        demo.waitUntil(() -> !news().equals(before));
        return Me.ACCOUNT;
    }

    /** Changes whenever Stripe's webhooks change what this page shows. */
    private String news() {
        Account account = me.account();
        return billing.invoices().of(account.ref()).size()
                + billing.subscriptions().of(account.ref()).stream()
                        .map(one -> " " + one.revision())
                        .collect(Collectors.joining());
    }

    public boolean isDemo() {
        return demo.isOn() && billing.customers().find(me.account().ref()).isPresent();
    }

    public String today() throws IOException {
        return wording.day(demo.now(me.account()));
    }

    public String who(Fact fact) {
        return fact.actor().type() == ActorType.WEBHOOK
                ? "Stripe"
                : fact.actor().id();
    }
}
