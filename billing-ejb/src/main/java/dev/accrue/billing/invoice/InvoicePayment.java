package dev.accrue.billing.invoice;

import dev.accrue.billing.Declined;
import dev.accrue.billing.Done;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * What became of an invoice's payment, asked of Stripe.
 *
 * <p>Since basil an invoice no longer names its payment intent; its payments do. The client secret is never stored, so
 * it is asked for whenever somebody needs it.
 */
@Dependent
public class InvoicePayment {

    private final Processor processor;

    @Inject
    InvoicePayment(Processor processor) {
        this.processor = processor;
    }

    /**
     * The outcome for whoever wants it paid.
     *
     * @param value what they get when it is
     * @param gone what it is declined with when nobody can pay it any more
     * @throws OutcomePendingException when Stripe did not answer
     */
    public <T> Outcome<T> of(ObjectKey invoice, T value, String gone, String operationId) {
        try {
            return ask(invoice, value, gone);
        } catch (ProcessorException e) {
            throw new OutcomePendingException(operationId);
        }
    }

    private <T> Outcome<T> ask(ObjectKey key, T value, String gone) {
        JsonObject invoice = processor
                .fetch(Fetch.of(key.account(), "invoice", key.id())
                        .expanding("confirmation_secret")
                        .forCaller())
                .object();
        return switch (Json.text(invoice, "status").orElse("")) {
            case "paid" -> new Done<>(value);
            case "void", "uncollectible" -> new Declined<>(gone, "");
            default -> this.<T>decline(key).orElseGet(() -> requiresAction(value, invoice));
        };
    }

    private <T> Optional<Outcome<T>> decline(ObjectKey invoice) {
        Listing payments = Listing.of(invoice.account(), "invoice_payment")
                .where("invoice", invoice.id())
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

    private static <T> Outcome<T> requiresAction(T value, JsonObject invoice) {
        return Json.text(invoice, "confirmation_secret", "client_secret")
                .<Outcome<T>>map(
                        secret -> new RequiresAction<>(value, secret, Json.text(invoice, "hosted_invoice_url")))
                .orElseGet(() -> new Done<>(value));
    }
}
