package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.BillingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.customer.Customer;
import dev.accrue.billing.invoice.Invoice;
import dev.accrue.billing.subscription.Discount;
import dev.accrue.billing.subscription.MissingPaymentMethod;
import dev.accrue.billing.subscription.Preview;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import dev.accrue.billing.subscription.Trial;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/** Buying one plan: choose how to pay, and confirm with the bank if it asks. */
@Named
@ViewScoped
public class SubscribePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String PLANS = "/index?faces-redirect=true";

    private String priceId;
    private boolean trial;
    private long seats = 1;
    private String voucher;
    private String card = Cards.ONE_THAT_WORKS;
    private String operationId = UUID.randomUUID().toString();
    private RequiresAction<Subscription> bankAsks;
    private Subscribe asked;
    private Preview preview;

    @Inject
    Billing billing;

    @Inject
    Offers offers;

    @Inject
    Wording wording;

    @Inject
    Me me;

    @Inject
    DemoStripe demo;

    /** Back to the plans where there is no such offer. A trial is for newcomers. */
    public String open() {
        trial = trial
                && offers.of(priceId)
                        .filter(offer -> offer.plan().getTrialDays() > 0)
                        .isPresent()
                && billing.subscriptions().of(me.account().ref()).isEmpty();
        return offers.of(priceId).isPresent() ? null : PLANS;
    }

    public Offer offer() {
        return offers.of(priceId).orElseThrow();
    }

    /** Sent twice, the form does this once: the operation's id was made with the form. */
    public String subscribe() throws IOException {
        demo.giveTestClock(me.account());
        return subscribe(wish());
    }

    /** Asks Stripe what that costs, with seats and voucher. Nothing is begun by it. */
    public String look() {
        preview = null;
        try {
            preview = billing.previews().ofSubscribing(me.account(), wish());
            return null;
        } catch (RequestRefusedException e) {
            return say(of(e));
        }
    }

    private String subscribe(Subscribe wish) {
        try {
            return billing.subscriptions()
                    .subscribe(me.account(), wish)
                    .fold(
                            done -> begun(done.value()),
                            action -> askCustomer(action, wish),
                            declined -> tryAgain(Sentences.of(declined)));
        } catch (RequestRefusedException e) {
            return tryAgain(of(e));
        } catch (BillingException e) {
            return say(Sentences.of(e));
        }
    }

    private String of(RequestRefusedException e) {
        return e.parameter().startsWith("discounts")
                ? "There is no voucher " + voucher + ", or it is used up."
                : Sentences.of(e);
    }

    /** At once, or as soon as the webhook has told that it is paid for. */
    private String begun(Subscription subscription) {
        demo.waitUntil(() -> billing.subscriptions()
                .find(subscription.id())
                .filter(now -> !now.isIncomplete())
                .isPresent());
        return Me.ACCOUNT;
    }

    /** A trial without a card ends by itself. */
    private Subscribe wish() {
        Subscribe wish = Subscribe.to(priceId, seats).as(operationId);
        if (!card.equals(Cards.NONE)) {
            wish = wish.payingWith(card);
        }
        if (trial) {
            wish = wish.trialing(Trial.days(offer().plan().getTrialDays()), MissingPaymentMethod.CANCEL);
        }
        if (voucher != null) {
            wish = wish.discountedBy(Discount.coupon(voucher));
        }
        return isPlaceKnown() ? wish.withAutomaticTax() : wish;
    }

    /** Only then can Stripe compute taxes. */
    private boolean isPlaceKnown() {
        return billing.customers()
                .find(me.account().ref())
                .flatMap(Customer::taxCountry)
                .isPresent();
    }

    /**
     * In a real shop Stripe.js shows the bank's question, given the client secret; the demo plays the bank itself. What
     * came of the answer says the same wish: after a yes too the card may be declined.
     */
    public String answerBank(boolean yes) throws IOException {
        demo.answerBank(bankAsks.clientSecret(), yes);
        bankAsks = null;
        return subscribe(asked);
    }

    public boolean isBankAsking() {
        return bankAsks != null;
    }

    public Preview preview() {
        return preview;
    }

    /** A trial runs already: what its bank asks is asked where it is managed, now or later. */
    private String askCustomer(RequiresAction<Subscription> action, Subscribe wish) {
        if (action.isSetup()) {
            return "/manage?faces-redirect=true&subscription=" + action.value().id();
        }
        bankAsks = action;
        asked = wish;
        demo.waitUntil(() -> firstInvoice().isPresent());
        return null;
    }

    private Optional<Invoice> firstInvoice() {
        return bankAsks.value().latestInvoice().flatMap(billing.invoices()::find);
    }

    /** What the bank asks about, and how much that is once the webhook has told it. */
    public String asked() {
        String plan = wording.plan(offer(), seats);
        return firstInvoice()
                .map(invoice -> plan + " for " + invoice.amountRemaining())
                .orElse(plan);
    }

    /** Another try is another operation. */
    private String tryAgain(String sentence) {
        operationId = UUID.randomUUID().toString();
        return say(sentence);
    }

    private static String say(String sentence) {
        Sentences.say(sentence);
        return null;
    }

    public String getPriceId() {
        return priceId;
    }

    public void setPriceId(String priceId) {
        this.priceId = priceId;
    }

    public String getCard() {
        return card;
    }

    public void setCard(String card) {
        this.card = card;
    }

    public String getOperationId() {
        return operationId;
    }

    public void setOperationId(String operationId) {
        this.operationId = operationId;
    }

    public boolean isTrial() {
        return trial;
    }

    public void setTrial(boolean trial) {
        this.trial = trial;
    }

    public long getSeats() {
        return seats;
    }

    public void setSeats(long seats) {
        this.seats = seats;
    }

    public String getVoucher() {
        return voucher;
    }

    public void setVoucher(String voucher) {
        this.voucher = voucher == null || voucher.isBlank() ? null : voucher.strip();
    }
}
