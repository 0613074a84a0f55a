package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.BillingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.invoice.Invoice;
import dev.accrue.billing.invoice.PayInvoice;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.subscription.CancelAtPeriodEnd;
import dev.accrue.billing.subscription.CancelNow;
import dev.accrue.billing.subscription.Cancellation;
import dev.accrue.billing.subscription.Cancellation.Feedback;
import dev.accrue.billing.subscription.Change;
import dev.accrue.billing.subscription.ChangeNotAllowedException;
import dev.accrue.billing.subscription.DropScheduledChange;
import dev.accrue.billing.subscription.Pause;
import dev.accrue.billing.subscription.Pause.Behavior;
import dev.accrue.billing.subscription.Resume;
import dev.accrue.billing.subscription.SetPaymentMethod;
import dev.accrue.billing.subscription.Subscription;
import dev.accrue.billing.subscription.Unpause;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One subscription and what its customer may do about it: pay what is open, another card, a pause, the end, and all of
 * that back.
 */
@Named
@ViewScoped
public class ManagePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String NO_DATE = "none";

    private String subscriptionId;
    private String operationId = UUID.randomUUID().toString();
    private String card = Cards.ONE_THAT_WORKS;
    private String pauseUntil = NO_DATE;
    private Feedback feedback;
    private List<LocalDate> resumeDates;
    private Subscription subscription;
    private RequiresAction<?> bankAsks;
    private Money due;
    private String invoice;
    private PayInvoice asked;

    @Inject
    Billing billing;

    @Inject
    Me me;

    @Inject
    DemoStripe demo;

    /** Back to the account where this customer has no such subscription. */
    public String open() throws IOException {
        Optional<Subscription> mine = me.subscription(subscriptionId);
        if (mine.isEmpty()) {
            return Me.ACCOUNT;
        }
        subscription = mine.get();
        LocalDate today = LocalDate.ofInstant(demo.now(me.account()), ZoneOffset.UTC);
        resumeDates = Stream.of(1, 2, 3).map(today::plusMonths).toList();
        lookForSetup();
        return null;
    }

    /**
     * What the bank asked about the card of a trial, and nobody answered. Without Stripe the page is good all the same.
     */
    private void lookForSetup() {
        try {
            billing.subscriptions().openSetup(subscription.id()).ifPresent(setup -> {
                due = dueAfterTrial().orElse(null);
                bankAsks = setup;
            });
        } catch (RequestRefusedException | ChangeNotAllowedException e) {
            bankAsks = null;
        }
    }

    /** The card that it has already changes nothing: previewed, it shows the next invoice. */
    private Optional<Money> dueAfterTrial() {
        return subscription
                .terms()
                .defaultPaymentMethod()
                .map(SetPaymentMethod::new)
                .flatMap(same ->
                        billing.previews().ofChange(subscription.id(), same).dueAtRenewal());
    }

    /** Where the last payment failed, the new card pays that at once. */
    public String useCard() {
        String next = change(new SetPaymentMethod(card));
        return next == null || !isPastDue() ? next : pay(PayInvoice.now());
    }

    /** The first payment, by whatever card: the one that pays is kept. */
    public String payFirst() {
        return pay(PayInvoice.now().with(card));
    }

    private String pay(PayInvoice wish) {
        return pay(openInvoice(), wish.as(operationId + "/pay"));
    }

    private String pay(String invoiceId, PayInvoice wish) {
        try {
            String id = me.subscription(subscriptionId).orElseThrow().id(); // the page may be older than the session
            return billing.invoices()
                    .pay(invoiceId, wish)
                    .fold(
                            done -> awaitPaid(id),
                            action -> askCustomer(action, wish),
                            declined -> sayAndLook(Sentences.of(declined)));
        } catch (BillingException e) {
            return sayAndLook(e);
        }
    }

    /** The newest that is open, or one that is so new that it is not here yet. */
    private String openInvoice() {
        return billing.invoices().of(me.account().ref()).stream()
                .filter(invoice -> invoice.isOpen() && invoice.subscriptionId().equals(Optional.of(subscription.id())))
                .map(Invoice::id)
                .findFirst()
                .or(subscription::latestInvoice)
                .orElseThrow();
    }

    private String askCustomer(RequiresAction<Invoice> action, PayInvoice wish) {
        bankAsks = action;
        due = action.value().amountRemaining();
        invoice = action.value().id();
        asked = wish;
        return null;
    }

    /**
     * In a real shop Stripe.js shows the bank's question; see {@link SubscribePage}. What came of the answer says the
     * same wish: after a yes too the card may be declined.
     */
    public String answerBank(boolean yes) throws IOException {
        boolean later = bankAsks.isSetup();
        demo.answerBank(bankAsks.clientSecret(), yes);
        bankAsks = null;
        if (!later) {
            return pay(invoice, asked);
        }
        return yes
                ? look(subscription.id())
                : sayAndLook("The bank did not confirm the card. Choose another one before the trial ends.");
    }

    private String awaitPaid(String id) {
        demo.waitUntil(() -> me.subscription(id)
                .filter(now -> !now.isIncomplete() && !now.isPastDue())
                .isPresent());
        return look(id);
    }

    private static String look(String id) {
        return "/manage?faces-redirect=true&subscription=" + id;
    }

    /** The invoices of a pause are void: the time is free. */
    public String pause() {
        Optional<Instant> end = Optional.of(pauseUntil)
                .filter(day -> !day.equals(NO_DATE))
                .map(day -> LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC));
        return change(new Pause(Behavior.VOID, end));
    }

    public String unpause() {
        return change(new Unpause());
    }

    public String cancelAtPeriodEnd() {
        return change(new CancelAtPeriodEnd(why()));
    }

    public String cancelNow() {
        return change(new CancelNow(false, false, why()));
    }

    public String resume() {
        return change(new Resume());
    }

    public String keepPlan() {
        return change(new DropScheduledChange());
    }

    /** Sent twice, a form does this once: the operation's id was made with the form. */
    private String change(Change change) {
        try {
            String id = me.subscription(subscriptionId).orElseThrow().id(); // the page may be older than the session
            return billing.subscriptions()
                    .change(id, change, Optional.of(operationId + "/" + change.kind()))
                    .fold(
                            done -> look(id),
                            action -> sayAndLook("The bank asks for your confirmation first."),
                            declined -> sayAndLook(Sentences.of(declined)));
        } catch (BillingException e) {
            return sayAndLook(e);
        }
    }

    private String sayAndLook(BillingException refusal) {
        String kept = operationId;
        String stay = sayAndLook(Sentences.of(refusal));
        operationId = Sentences.isOpen(refusal) ? kept : operationId;
        return stay;
    }

    private String sayAndLook(String sentence) {
        Sentences.say(sentence);
        operationId = UUID.randomUUID().toString();
        subscription = me.subscription(subscriptionId).orElseThrow();
        return null;
    }

    private Optional<Cancellation> why() {
        return Optional.ofNullable(feedback).map(said -> new Cancellation(said, Optional.empty()));
    }

    public Subscription subscription() {
        return subscription;
    }

    /** Neither over nor at its beginning: everything about it can be changed. */
    public boolean isRunning() {
        return !subscription.isEnded() && !subscription.isIncomplete();
    }

    public boolean isPausable() {
        return isRunning() && !subscription.isPaused() && !subscription.isTrialing();
    }

    public boolean isPastDue() {
        return isRunning() && subscription.isPastDue();
    }

    public boolean isBankAsking() {
        return bankAsks != null;
    }

    /** About a card that is charged only after the trial. */
    public boolean isBankAskingForLater() {
        return isBankAsking() && bankAsks.isSetup();
    }

    /** A card can be chosen also instead of answering for one that is charged only later. */
    public boolean isCardWanted() {
        return isRunning() && (!isBankAsking() || isBankAskingForLater());
    }

    /** What is paid when the customer says yes: now, or after the trial. */
    public Money due() {
        return due;
    }

    public List<LocalDate> resumeDates() {
        return resumeDates;
    }

    public Feedback[] feedbacks() {
        return Feedback.values();
    }

    public String getSubscriptionId() {
        return subscriptionId;
    }

    public void setSubscriptionId(String subscriptionId) {
        this.subscriptionId = subscriptionId;
    }

    public String getOperationId() {
        return operationId;
    }

    public void setOperationId(String operationId) {
        this.operationId = operationId;
    }

    public String getCard() {
        return card;
    }

    public void setCard(String card) {
        this.card = card;
    }

    public String getPauseUntil() {
        return pauseUntil;
    }

    public void setPauseUntil(String pauseUntil) {
        this.pauseUntil = pauseUntil;
    }

    public Feedback getFeedback() {
        return feedback;
    }

    public void setFeedback(Feedback feedback) {
        this.feedback = feedback;
    }
}
