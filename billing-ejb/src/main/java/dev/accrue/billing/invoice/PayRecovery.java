package dev.accrue.billing.invoice;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.operation.Traces;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether the invoice is paid, which is all that anybody wanted; else, by the events that Stripe keeps with the
 * request's idempotency key, whether the payment was tried and declined, or waits for the customer's confirmation.
 *
 * <p>A payment that left no such event cannot be told from one that never arrived: Stripe made no attempt for want of a
 * card, asked the bank's question before already, or does not list the event yet. It is given up; nobody's card is
 * charged late.
 *
 * @see <a href="https://docs.stripe.com/api/events/object#event_object-request">Stripe: the request of an event</a>
 */
@ApplicationScoped
public class PayRecovery implements Recovery {

    @Override
    public Set<String> kinds() {
        return Set.of(Invoices.PAY);
    }

    @Override
    public boolean isResendable(String kind) {
        return false;
    }

    @Override
    public Optional<JsonObject> find(Question question, Processor processor) {
        JsonObject invoice = processor
                .fetch(Fetch.of(question.account(), "invoice", question.subjectId()))
                .object();
        return Optional.of(invoice)
                .filter(found ->
                        Json.text(found, "status").filter("paid"::equals).isPresent());
    }

    @Override
    public Optional<Decline> decline(Question question, Processor processor) {
        return Traces.events("payment_intent.payment_failed", question, processor)
                .map(PayRecovery::error)
                .findFirst()
                .or(() -> Traces.events("payment_intent.requires_action", question, processor)
                        .map(any -> new Decline(Invoices.NEEDS_CUSTOMER, ""))
                        .findFirst());
    }

    private static Decline error(JsonObject event) {
        return new Decline(
                Json.text(event, "data", "object", "last_payment_error", "code").orElse(""),
                Json.text(event, "data", "object", "last_payment_error", "decline_code")
                        .orElse(""));
    }
}
