package dev.accrue.billing.subscription;

import dev.accrue.billing.Done;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.invoice.InvoicePayment;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.Refusal;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * What became of the payment that something waits for: a new subscription for its first, or a change for its own.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle">Stripe: life cycle</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: pending updates</a>
 */
@Dependent
class OpenPayment {

    /** What a change is declined with whose invoice nobody paid in time. */
    static final String EXPIRED = "pending_update_expired";

    private final InvoicePayment payment;
    private final Processor processor;

    @Inject
    OpenPayment(InvoicePayment payment, Processor processor) {
        this.payment = payment;
        this.processor = processor;
    }

    /**
     * The outcome for whoever subscribed. Nothing is paid for a trial, but the bank may want to ask the customer about
     * the card now, while they are there. The trial runs whatever they say.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/trials#use-trial-periods-with-setup-intents">Stripe:
     *     trials</a>
     */
    Outcome<Subscription> ofNew(Subscription subscription, Optional<String> awaited, String operationId) {
        return isChargedLater(subscription) ? setup(subscription, operationId) : of(subscription, awaited, operationId);
    }

    private Outcome<Subscription> setup(Subscription subscription, String operationId) {
        try {
            Optional<Outcome<Subscription>> question = question(subscription).map(asked -> asked);
            return question.orElseGet(() -> new Done<>(subscription));
        } catch (ProcessorException e) {
            throw new OutcomePendingException(operationId);
        }
    }

    /**
     * What the bank still wants to ask about a card that is charged only after the trial.
     *
     * @throws RequestRefusedException when Stripe did not say
     */
    Optional<RequiresAction<Subscription>> openSetup(Subscription subscription) {
        try {
            return isChargedLater(subscription) ? question(subscription) : Optional.empty();
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }

    private static boolean isChargedLater(Subscription subscription) {
        return subscription.isTrialing()
                && subscription.terms().defaultPaymentMethod().isPresent();
    }

    /** A question about a card that another one has replaced meanwhile is nobody's any more. */
    private Optional<RequiresAction<Subscription>> question(Subscription subscription) {
        JsonObject now = withSetup(subscription);
        return Json.child(now, "pending_setup_intent")
                .filter(intent -> Json.text(intent, "status")
                        .filter("requires_action"::equals)
                        .isPresent())
                .filter(intent ->
                        Json.reference(intent, "payment_method").equals(Json.reference(now, "default_payment_method")))
                .flatMap(intent -> Json.text(intent, "client_secret"))
                .map(secret -> new RequiresAction<>(subscription, secret, Optional.empty()));
    }

    private JsonObject withSetup(Subscription subscription) {
        return processor
                .fetch(Fetch.of(subscription.account(), "subscription", subscription.id())
                        .expanding("pending_setup_intent")
                        .forCaller())
                .object();
    }

    /**
     * The outcome for whoever asked.
     *
     * @param awaited the invoice that a change waited for when Stripe answered
     */
    Outcome<Subscription> of(Subscription subscription, Optional<String> awaited, String operationId) {
        return awaited.or(() -> subscription.latestInvoice().filter(first -> subscription.isIncomplete()))
                .map(id -> new ObjectKey(subscription.account(), "invoice", id))
                .map(invoice -> payment.of(invoice, subscription, EXPIRED, operationId))
                .orElseGet(() -> new Done<>(subscription));
    }
}
