package dev.accrue.shop;

import dev.accrue.billing.invoice.Invoice;
import dev.accrue.billing.invoice.InvoiceLine;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.subscription.Cancellation.Feedback;
import dev.accrue.billing.subscription.ScheduledChange;
import dev.accrue.billing.subscription.Subscription;
import dev.accrue.billing.subscription.SubscriptionItem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the shop says things. */
@Named
@ApplicationScoped
public class Wording {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    @Inject
    Offers offers;

    public String day(Optional<Instant> moment) {
        return moment.map(DAY::format).orElse("");
    }

    public String day(Instant moment) {
        return DAY.format(moment);
    }

    public String day(LocalDate date) {
        return DAY.format(date);
    }

    public String say(Feedback feedback) {
        return switch (feedback) {
            case CUSTOMER_SERVICE -> "Nobody helped me";
            case LOW_QUALITY -> "It does not work well";
            case MISSING_FEATURES -> "Something is missing";
            case OTHER -> "Something else";
            case SWITCHED_SERVICE -> "I use another service now";
            case TOO_COMPLEX -> "It is too complicated";
            case TOO_EXPENSIVE -> "It is too expensive";
            case UNUSED -> "I do not use it";
        };
    }

    public String plan(Subscription subscription) {
        return subscription.items().stream().map(this::plan).collect(Collectors.joining(" and "));
    }

    /** What a subscription is going to be. */
    public String plan(ScheduledChange change) {
        return change.items().stream()
                .map(item -> plan(item.priceId(), item.quantity()))
                .collect(Collectors.joining(" and "));
    }

    private String plan(SubscriptionItem item) {
        return plan(item.priceId(), item.quantity());
    }

    private String plan(String priceId, Optional<Long> quantity) {
        return offers.of(priceId).map(offer -> plan(offer, quantity.orElse(1L))).orElse(priceId);
    }

    String plan(Offer offer, long seats) {
        return offer.plan().isBySeat()
                ? offer.title() + (seats == 1 ? ", 1 seat" : ", " + seats + " seats")
                : offer.title();
    }

    /** In a word or two. */
    public String state(Subscription subscription) {
        if (subscription.isEnded()) {
            return "ended";
        }
        if (subscription.isIncomplete()) {
            return "waiting for payment";
        }
        if (subscription.isPaused()) {
            return "paused";
        }
        if (subscription.isPastDue()) {
            return "past due";
        }
        if (subscription.isCanceling()) {
            return "ending";
        }
        return subscription.isTrialing() ? "trial" : "active";
    }

    /** The colour that a state has. */
    public String tone(Subscription subscription) {
        if (subscription.isEnded()) {
            return "";
        }
        return state(subscription).equals("active") ? "good" : "wait";
    }

    public String state(Invoice invoice) {
        if (invoice.isPaid()) {
            return "paid";
        }
        return invoice.isOpen() ? "open" : "closed";
    }

    /** Whether its plan can be another one: it runs, and nothing about it waits for money or for the renewal. */
    static boolean isChangeable(Subscription subscription) {
        return subscription.isActive()
                && !subscription.isPaused()
                && !subscription.isPastDue()
                && !subscription.isChanging();
    }

    public boolean changeable(Subscription subscription) {
        return isChangeable(subscription);
    }

    /** What stands between the lines and the total. Stripe's own figures; nothing is computed that it did not say. */
    public Money difference(Invoice invoice) {
        return invoice.lines().stream()
                .map(InvoiceLine::amount)
                .reduce(invoice.total().negated(), Money::plus)
                .negated();
    }

    /** What that is. */
    public String differenceIs(Invoice invoice) {
        if (invoice.tax().isZero()) {
            return "Discount";
        }
        return difference(invoice).equals(invoice.tax()) ? "Tax" : "Discount and tax";
    }

    /** What happens next. */
    public String next(Subscription subscription) {
        if (subscription.isEnded()) {
            return "Ended on " + day(subscription.endedAt()) + ".";
        }
        if (subscription.isIncomplete()) {
            return "Its first payment is open. Unless it is paid within a day, it goes away by itself.";
        }
        return Stream.of(renewal(subscription), change(subscription), pause(subscription), ending(subscription))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String renewal(Subscription subscription) {
        if (subscription.isPastDue()) {
            return "The last payment failed. Stripe tries again, or you pay now with another card.";
        }
        if (subscription.isCanceling() || subscription.isPaused()) {
            return "";
        }
        if (!subscription.isTrialing()) {
            return "It renews on " + day(subscription.periodEnd()) + ".";
        }
        String trial = "You are trying it until " + day(subscription.trialEnd()) + ". ";
        return subscription.terms().defaultPaymentMethod().isPresent()
                ? trial + "Then the first payment is taken from your card."
                : trial + "Then it ends by itself, unless you have given a card.";
    }

    private String change(Subscription subscription) {
        return subscription
                .scheduledChange()
                .map(change -> "From " + day(change.from()) + " on it is " + plan(change) + ".")
                .orElse("");
    }

    private String pause(Subscription subscription) {
        return subscription
                .pause()
                .map(pause -> "Nothing is charged "
                        + pause.resumesAt()
                                .map(moment -> "until " + day(moment) + ".")
                                .orElse("until you go on."))
                .orElse("");
    }

    private String ending(Subscription subscription) {
        return subscription.isCanceling()
                ? "It ends on " + day(subscription.endsAt()) + " and is not charged again."
                : "";
    }
}
