package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.Declined;
import dev.accrue.billing.OperationInProgressException;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.catalog.Price;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;

/** Buying one plan: choose how to pay, and confirm with the bank if it asks. */
@Named
@ViewScoped
public class SubscribePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String ACCOUNT = "/account?faces-redirect=true";

    private String priceId;
    private String paymentMethod = "pm_card_visa";
    private String operationId = UUID.randomUUID().toString();
    private RequiresAction<Subscription> bankAsks;

    @Inject
    Billing billing;

    @Inject
    Me me;

    @Inject
    DemoStripe demo;

    /** Back to the plans where there is no such price. */
    public String open() {
        return billing.catalog().price(priceId).isPresent() ? null : "/index?faces-redirect=true";
    }

    public Price price() {
        return billing.catalog().price(priceId).orElseThrow();
    }

    /** Sent twice, the form does this once: the operation's id was made with the form. */
    public String subscribe() throws IOException {
        Account account = me.account();
        demo.giveTestClock(account);
        Subscribe wish = Subscribe.to(priceId).payingWith(paymentMethod).as(operationId);
        try {
            Outcome<Subscription> outcome = billing.subscriptions().subscribe(account, wish);
            return outcome.fold(done -> ACCOUNT, this::askCustomer, this::tryAgain);
        } catch (OperationInProgressException | OutcomePendingException e) {
            return say("We are still waiting for an answer. Press the button again in a moment; you pay only once.");
        }
    }

    /** In a real shop Stripe.js shows the bank's question, given the client secret; the demo plays the bank itself. */
    public String answerBank(boolean yes) throws IOException {
        String subscription = bankAsks.value().id();
        demo.answerBank(bankAsks.clientSecret(), yes);
        bankAsks = null;
        operationId = UUID.randomUUID().toString();
        if (!yes) {
            return say("The bank did not confirm the payment. Choose another way to pay.");
        }
        demo.waitUntil(() -> billing.subscriptions()
                .find(subscription)
                .filter(Subscription::isActive)
                .isPresent());
        return ACCOUNT;
    }

    public boolean isBankAsking() {
        return bankAsks != null;
    }

    private String askCustomer(RequiresAction<Subscription> action) {
        bankAsks = action;
        return null;
    }

    /** Another try is another operation. */
    private String tryAgain(Declined<Subscription> declined) {
        operationId = UUID.randomUUID().toString();
        return say("The card was declined (" + declined.declineCode().replace('_', ' ') + "). Choose another one.");
    }

    private static String say(String text) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
        return null;
    }

    public String getPriceId() {
        return priceId;
    }

    public void setPriceId(String priceId) {
        this.priceId = priceId;
    }

    public String getPaymentMethod() {
        return paymentMethod;
    }

    public void setPaymentMethod(String paymentMethod) {
        this.paymentMethod = paymentMethod;
    }

    public String getOperationId() {
        return operationId;
    }

    public void setOperationId(String operationId) {
        this.operationId = operationId;
    }
}
