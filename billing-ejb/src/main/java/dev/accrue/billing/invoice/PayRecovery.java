package dev.accrue.billing.invoice;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether the invoice is paid, which is all that anybody wanted. One that is not was declined, or never heard of
 * the payment; nobody's card is charged late.
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
}
