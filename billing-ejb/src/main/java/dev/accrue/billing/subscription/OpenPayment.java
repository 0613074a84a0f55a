package dev.accrue.billing.subscription;

import dev.accrue.billing.Declined;
import dev.accrue.billing.Done;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * What became of the payment that something waits for: a new subscription for its first, or a change for its own.
 *
 * <p>Since basil an invoice no longer names its payment intent; its payments do. The client secret is never stored, so
 * it is asked for whenever somebody needs it.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle">Stripe: life cycle</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: pending updates</a>
 */
@Dependent
class OpenPayment {

    /** What a change is declined with whose invoice nobody paid in time. */
    static final String EXPIRED = "pending_update_expired";

    private final Processor processor;

    @Inject
    OpenPayment(Processor processor) {
        this.processor = processor;
    }

    /**
     * The outcome for whoever asked.
     *
     * @param awaited the invoice that a change waited for when Stripe answered
     */
    Outcome<Subscription> of(Subscription subscription, Optional<String> awaited, String operationId) {
        Optional<String> invoice =
                awaited.or(() -> subscription.latestInvoice().filter(first -> subscription.isIncomplete()));
        try {
            return invoice.map(id -> ask(subscription, id)).orElseGet(() -> new Done<>(subscription));
        } catch (ProcessorException e) {
            throw new OutcomePendingException(operationId);
        }
    }

    private Outcome<Subscription> ask(Subscription subscription, String id) {
        JsonObject invoice = processor
                .fetch(Fetch.of(subscription.account(), "invoice", id)
                        .expanding("confirmation_secret")
                        .forCaller())
                .object();
        return switch (Json.text(invoice, "status").orElse("")) {
            case "paid" -> new Done<>(subscription);
            case "void", "uncollectible" -> new Declined<>(EXPIRED, "");
            default -> decline(subscription, id).orElseGet(() -> requiresAction(subscription, invoice));
        };
    }

    private Optional<Outcome<Subscription>> decline(Subscription subscription, String invoice) {
        Listing payments = Listing.of(subscription.account(), "invoice_payment")
                .where("invoice", invoice)
                .where("expand[]", "data.payment.payment_intent");
        return processor.list(payments).objects().stream()
                .map(payment -> Json.child(payment, "payment", "payment_intent"))
                .flatMap(Optional::stream)
                .findFirst()
                .filter(intent -> Json.text(intent, "status")
                        .filter("requires_payment_method"::equals)
                        .isPresent())
                .flatMap(intent -> Json.child(intent, "last_payment_error"))
                .map(error -> new Declined<>(
                        Json.text(error, "code").orElse(""),
                        Json.text(error, "decline_code").orElse("")));
    }

    private static Outcome<Subscription> requiresAction(Subscription subscription, JsonObject invoice) {
        return Json.text(invoice, "confirmation_secret", "client_secret")
                .<Outcome<Subscription>>map(
                        secret -> new RequiresAction<>(subscription, secret, Json.text(invoice, "hosted_invoice_url")))
                .orElseGet(() -> new Done<>(subscription));
    }
}
