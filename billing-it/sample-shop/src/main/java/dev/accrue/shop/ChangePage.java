package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.BillingException;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.subscription.ChangeNotAllowedException;
import dev.accrue.billing.subscription.DropPendingUpdate;
import dev.accrue.billing.subscription.ExpiredPreviewException;
import dev.accrue.billing.subscription.InvalidPreviewException;
import dev.accrue.billing.subscription.Preview;
import dev.accrue.billing.subscription.StalePreviewException;
import dev.accrue.billing.subscription.Subscription;
import dev.accrue.billing.subscription.SubscriptionItem;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Another plan, or more seats or fewer: choose, see what it costs, confirm just that. */
@Named
@ViewScoped
public class ChangePage implements Serializable {

    private static final long serialVersionUID = 1L;

    private String subscriptionId;
    private String priceId;
    private long seats = 1;
    private String operationId;
    private String token;
    private Subscription subscription;
    private Preview preview;
    private RequiresAction<Subscription> bankAsks;

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

    /** Back to the account where there is nothing to change. */
    public String open() {
        Optional<Subscription> mine = me.subscription(subscriptionId).filter(Wording::isChangeable);
        mine.ifPresent(this::show);
        return mine.isPresent() ? null : Me.ACCOUNT;
    }

    private void show(Subscription now) {
        subscription = now;
        priceId = now.items().get(0).priceId();
        seats = now.items().get(0).quantity().orElse(1L);
    }

    /** From a year that is paid nobody goes to months: Stripe would begin the month, and charge it, at once. */
    public List<Offer> choices() {
        boolean yearly = offers.of(subscription.items().get(0).priceId())
                .filter(offer -> offer.interval().equals("year"))
                .isPresent();
        return offers.all().stream()
                .filter(offer -> !yearly || offer.interval().equals("year"))
                .toList();
    }

    /** Asks Stripe what the choice costs. Nothing is changed by that. */
    public String look() {
        preview = null;
        Move move = move();
        if (move.isNone()) {
            return say("That is what you have already.");
        }
        try {
            preview = billing.previews().ofChange(subscription.id(), move.change());
            token = preview.token();
            operationId = UUID.randomUUID().toString();
        } catch (BillingException e) {
            return say(Sentences.of(e));
        }
        return null;
    }

    /** Does what was shown, or shows it anew, or says why there is nothing to show. Sent twice, it does this once. */
    public String confirm() {
        try {
            String id = me.subscription(subscriptionId).orElseThrow().id(); // the page may be older than the session
            return made(id).fold(done -> begun(), this::askCustomer, declined -> giveUp(Sentences.of(declined)));
        } catch (StalePreviewException | ExpiredPreviewException | InvalidPreviewException e) {
            subscription = me.subscription(subscriptionId).orElseThrow();
            look();
            return preview == null ? null : say("Something has changed since you looked. These are the amounts now.");
        } catch (BillingException e) {
            return say(Sentences.of(e));
        }
    }

    private Outcome<Subscription> made(String id) {
        return isLater()
                ? billing.subscriptions().change(id, move().later(), Optional.of(operationId))
                : billing.previews().apply(id, token, Optional.of(operationId));
    }

    private String askCustomer(RequiresAction<Subscription> action) {
        bankAsks = action;
        return null;
    }

    /**
     * In a real shop Stripe.js shows the bank's question; see {@link SubscribePage}. What came of the answer says the
     * same confirmation: after a yes too the card may be declined.
     */
    public String answerBank(boolean yes) throws IOException {
        demo.answerBank(bankAsks.clientSecret(), yes);
        bankAsks = null;
        return confirm();
    }

    /** At once, or as soon as the webhook has told that it is paid for; or with the next period. */
    private String begun() {
        if (!isLater()) {
            demo.waitUntil(() -> billing.subscriptions()
                    .find(subscription.id())
                    .filter(now -> moveFrom(now).isNone())
                    .isPresent());
        }
        return manage();
    }

    /** The change would wait for its payment for a day. Here it does not: the customer keeps what they have. */
    private String giveUp(String sentence) {
        try {
            billing.subscriptions()
                    .change(subscription.id(), new DropPendingUpdate(), Optional.of(operationId + "/drop"));
        } catch (ChangeNotAllowedException e) {
            // nothing waits any more
        } catch (BillingException e) {
            Sentences.say(Sentences.of(e));
        }
        show(me.subscription(subscriptionId).orElseThrow());
        preview = null;
        return say(sentence + " Nothing has changed: you keep " + wording.plan(subscription) + ".");
    }

    private String manage() {
        return "/manage?faces-redirect=true&subscription=" + subscription.id();
    }

    private static String say(String sentence) {
        Sentences.say(sentence);
        return null;
    }

    private Move move() {
        return moveFrom(subscription);
    }

    private Move moveFrom(Subscription now) {
        SubscriptionItem item = now.items().get(0);
        return Move.of(item, offers.of(item.priceId()), offer(), seats);
    }

    private Offer offer() {
        return offers.of(priceId).orElseThrow();
    }

    /** What the subscription would be, as {@link Wording#plan} says it. */
    public String chosen() {
        return wording.plan(offer(), seats);
    }

    public Subscription subscription() {
        return subscription;
    }

    public Preview preview() {
        return preview;
    }

    /** It costs something, and takes effect when that is paid. */
    public boolean isDueNow() {
        return preview.dueAtOnce();
    }

    /** It begins with the next period. */
    public boolean isLater() {
        return move().waits();
    }

    public boolean isBankAsking() {
        return bankAsks != null;
    }

    public String getSubscriptionId() {
        return subscriptionId;
    }

    public void setSubscriptionId(String subscriptionId) {
        this.subscriptionId = subscriptionId;
    }

    public String getPriceId() {
        return priceId;
    }

    public void setPriceId(String priceId) {
        this.priceId = priceId;
    }

    public long getSeats() {
        return seats;
    }

    public void setSeats(long seats) {
        this.seats = seats;
    }

    public String getOperationId() {
        return operationId;
    }

    public void setOperationId(String operationId) {
        this.operationId = operationId;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }
}
