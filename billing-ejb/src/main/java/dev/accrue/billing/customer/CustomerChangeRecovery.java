package dev.accrue.billing.customer;

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
 * Looks whether a change of a customer took effect. One that did not is given up: performed late, it might overwrite
 * what somebody changed since. A deletion is wanted just as much later.
 */
@ApplicationScoped
public class CustomerChangeRecovery implements Recovery {

    @Override
    public Set<String> kinds() {
        return Set.of(CustomerChange.UPDATE, CustomerErasure.DELETE);
    }

    @Override
    public boolean isResendable(String kind) {
        return kind.equals(CustomerErasure.DELETE);
    }

    @Override
    public Optional<JsonObject> find(Question question, Processor processor) {
        JsonObject customer = processor
                .fetch(Fetch.of(
                        question.account(), "customer", question.command().target()))
                .object();
        return Optional.of(customer)
                .filter(found -> question.kind().equals(CustomerErasure.DELETE)
                        ? Json.isTrue(found, "deleted")
                        : Traces.marked(found, question) || Traces.inEvents("customer.updated", question, processor));
    }
}
