package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Getting an open invoice paid: the first attempt, retries after three, five and seven days, and what follows from
 * success and failure for the customer and the subscription.
 *
 * <p>The schedule stands for Stripe's retry settings, which an account chooses; Stripe's smart retries cannot be known.
 *
 * @see <a href="https://docs.stripe.com/billing/revenue-recovery/smart-retries">Stripe: Automate payment retries</a>
 */
public final class Collecting {

    private static final List<Integer> RETRY_DAYS = List.of(3, 5, 7);

    private static final long DAY = 86_400;

    private final Billing billing;
    private final World world;
    private boolean byItself;

    Collecting(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** The method that pays the invoice: its own, its subscription's, its customer's. */
    public Optional<Doc> payer(Doc invoice) {
        Optional<String> subscription = invoice.findText("parent", "subscription_details", "subscription");
        return invoice.findText("default_payment_method")
                .or(() -> subscription.flatMap(
                        id -> world.get(Kind.SUBSCRIPTION, id).findText("default_payment_method")))
                .or(() -> world.get(Kind.CUSTOMER, invoice.text("customer"))
                        .findText("invoice_settings", "default_payment_method"))
                .map(id -> world.get(Kind.PAYMENT_METHOD, id));
    }

    /**
     * Tries to charge the invoice's payer. Without one the attempt fails by itself, and so it does with a card that was
     * refused for good: it counts, and makes no charge.
     */
    Outcome charge(Doc invoice) {
        byItself = true;
        try {
            Outcome outcome = payer(invoice)
                    .filter(method -> !intent(invoice).is("_refused_for_good", method.text("id")))
                    .map(method -> billing.payments().confirm(intent(invoice), method, true))
                    .orElse(Outcome.declined(Doc.of("type", "invalid_request_error")));
            if (!outcome.isPaid()) {
                failed(invoice, outcome);
            }
            return outcome;
        } finally {
            byItself = false;
        }
    }

    /** A payment somebody asks for now, with this method. */
    public Outcome pay(Doc invoice, Doc method, boolean offSession) {
        Outcome outcome = billing.payments().confirm(intent(invoice), method, offSession);
        if (outcome.isPaid()) {
            return outcome;
        }
        failed(invoice, outcome);
        return outcome.needsCustomer() ? Outcome.declined(Decline.INVOICE_NEEDS_CUSTOMER.error()) : outcome;
    }

    /** The invoice was paid outside Stripe. */
    public void paidOutOfBand(Doc invoice) {
        abandon(invoice);
        settled(invoice);
    }

    /** Its payment intent succeeded. */
    void paid(Doc invoice, Doc intent) {
        if (!invoice.is("status", "open", "uncollectible")) {
            return;
        }
        world.childrenOf(invoice, Kind.INVOICE_PAYMENT).forEach(payment -> {
            payment.set("status", "paid")
                    .set("amount_paid", payment.get("amount_requested"))
                    .child("status_transitions")
                    .set("paid_at", world.now(invoice));
            world.save(payment);
            world.events().happened("invoice_payment.paid", payment);
        });
        settle(invoice, this::countAttempt);
        billing.subscriptions().rememberPayer(invoice, intent);
    }

    /** Nothing is owed any more. */
    void settled(Doc invoice) {
        settle(invoice, any -> {});
    }

    private void settle(Doc invoice, Consumer<Doc> count) {
        long now = world.now(invoice);
        world.change(invoice, "invoice.updated", i -> {
            count.accept(i);
            i.set("status", "paid")
                    .set("amount_paid", i.get("amount_due"))
                    .set("amount_remaining", 0)
                    .set("attempted", true)
                    .set("auto_advance", false)
                    .set("next_payment_attempt", null)
                    .set("_due", null);
            i.child("status_transitions").set("paid_at", now);
        });
        world.events().happened("invoice.paid", invoice);
        world.events().happened("invoice.payment_succeeded", invoice);
        delinquent(invoice, false);
        billing.subscriptions().paid(invoice);
    }

    /** The payment intent is of no use any more. */
    void abandon(Doc invoice) {
        invoice.findText("_payment_intent")
                .map(id -> world.get(Kind.PAYMENT_INTENT, id))
                .filter(intent -> !intent.is("status", "succeeded", "canceled"))
                .ifPresent(intent -> billing.payments().cancel(intent, "void_invoice"));
        world.childrenOf(invoice, Kind.INVOICE_PAYMENT).forEach(payment -> {
            payment.set("status", "canceled").child("status_transitions").set("canceled_at", world.now(invoice));
            world.save(payment);
        });
    }

    /** What time does to an open invoice: the next attempt, or the due date passing. */
    void due(Doc invoice) {
        if (invoice.is("collection_method", "send_invoice")) {
            world.save(invoice.set("_due", null));
            world.events().happened("invoice.overdue", invoice);
            billing.subscriptions().unpaid(invoice, false);
        } else {
            charge(invoice);
        }
    }

    /** The customer was asked to authenticate and failed, outside any attempt of ours. */
    public void failedByCustomer(Doc invoice, Outcome outcome) {
        failed(invoice, outcome);
    }

    private void failed(Doc invoice, Outcome outcome) {
        world.change(invoice, "invoice.updated", i -> {
            countAttempt(i);
            Optional<Long> next = nextAttempt(i);
            i.set("attempted", true)
                    .set("next_payment_attempt", next.orElse(null))
                    .set("_due", next.orElse(null));
        });
        world.events().happened("invoice.payment_failed", invoice);
        if (outcome.needsCustomer()) {
            world.events().happened("invoice.payment_action_required", invoice);
        }
        delinquent(invoice, true);
        boolean givenUp = byItself && invoice.number("attempt_count") > RETRY_DAYS.size();
        billing.subscriptions().unpaid(invoice, givenUp);
    }

    /** Any payment counts as the first attempt; after it, only automatic ones count. */
    private void countAttempt(Doc invoice) {
        long attempts = invoice.number("attempt_count");
        if (attempts == 0 || byItself) {
            invoice.set("attempt_count", attempts + 1);
        }
    }

    /**
     * A subscription's first invoice is never tried again by itself: the customer has 23 hours to pay it. One that a
     * schedule began is not waited for, and retried like any other (unverified).
     */
    private Optional<Long> nextAttempt(Doc invoice) {
        int attempts = (int) invoice.number("attempt_count");
        boolean retried = invoice.isTrue("auto_advance")
                && (!invoice.is("billing_reason", "subscription_create") || invoice.isTrue("_retried"));
        return retried && attempts <= RETRY_DAYS.size()
                ? Optional.of(world.now(invoice) + RETRY_DAYS.get(attempts - 1) * DAY)
                : Optional.empty();
    }

    private void delinquent(Doc invoice, boolean is) {
        Doc customer = world.get(Kind.CUSTOMER, invoice.text("customer"));
        if (customer.isTrue("delinquent") != is) {
            world.change(customer, "customer.updated", c -> c.set("delinquent", is));
        }
    }

    private Doc intent(Doc invoice) {
        return world.get(Kind.PAYMENT_INTENT, invoice.text("_payment_intent"));
    }
}
