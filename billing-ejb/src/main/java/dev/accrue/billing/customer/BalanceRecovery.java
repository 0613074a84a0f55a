package dev.accrue.billing.customer;

import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.operation.Traces;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * Finds an adjustment by the operation in its metadata, which nothing ever overwrites. One that did not happen is given
 * up: whoever asked may have asked anew since, and money is not given twice.
 */
@ApplicationScoped
public class BalanceRecovery implements Recovery {

    @Override
    public Set<String> kinds() {
        return Set.of(Balances.ADJUST);
    }

    @Override
    public boolean isResendable(String kind) {
        return false;
    }

    @Override
    public Optional<JsonObject> find(Question question, Processor processor) {
        return processor
                .listAll(Traces.since(question, "customer_balance_transaction")
                        .where("customer", question.command().target()))
                .stream()
                .filter(transaction -> Traces.marked(transaction, question))
                .findFirst();
    }
}
