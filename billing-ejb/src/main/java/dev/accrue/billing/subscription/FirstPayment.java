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
 * What became of a new subscription's first payment.
 *
 * <p>Since basil an invoice no longer names its payment intent; its payments do. The client secret is never stored, so
 * it is asked for whenever somebody needs it.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle">Stripe: life cycle</a>
 */
@Dependent
class FirstPayment {

    private final Processor processor;

    @Inject
    FirstPayment(Processor processor) {
        this.processor = processor;
    }

    Outcome<Subscription> of(Subscription subscription, String operationId) {
        if (!subscription.isIncomplete() || subscription.latestInvoice().isEmpty()) {
            return new Done<>(subscription);
        }
        try {
            return ask(subscription, subscription.latestInvoice().get());
        } catch (ProcessorException e) {
            throw new OutcomePendingException(operationId);
        }
    }

    private Outcome<Subscription> ask(Subscription subscription, String invoice) {
        Listing payments = Listing.of(subscription.account(), "invoice_payment")
                .where("invoice", invoice)
                .where("expand[]", "data.payment.payment_intent");
        Optional<JsonObject> intent = processor.list(payments).objects().stream()
                .map(payment -> Json.child(payment, "payment", "payment_intent"))
                .flatMap(Optional::stream)
                .findFirst();
        Optional<JsonObject> error = intent.flatMap(found -> Json.child(found, "last_payment_error"));
        boolean declined = intent.flatMap(found -> Json.text(found, "status"))
                .filter("requires_payment_method"::equals)
                .isPresent();
        if (declined && error.isPresent()) {
            return new Declined<>(
                    Json.text(error.get(), "code").orElse(""),
                    Json.text(error.get(), "decline_code").orElse(""));
        }
        return requiresAction(subscription, invoice);
    }

    private Outcome<Subscription> requiresAction(Subscription subscription, String invoice) {
        JsonObject open = processor
                .fetch(Fetch.of(subscription.account(), "invoice", invoice)
                        .expanding("confirmation_secret")
                        .forCaller())
                .object();
        return Json.text(open, "confirmation_secret", "client_secret")
                .<Outcome<Subscription>>map(
                        secret -> new RequiresAction<>(subscription, secret, Json.text(open, "hosted_invoice_url")))
                .orElseGet(() -> new Done<>(subscription));
    }
}
