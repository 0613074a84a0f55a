package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Looks whether a cancellation took effect. Canceling late is what somebody who canceled wants. */
@ApplicationScoped
public class CancelRecovery implements Recovery {

    @Override
    public String kind() {
        return Subscriptions.CANCEL;
    }

    @Override
    public boolean isResendable() {
        return true;
    }

    @Override
    public Optional<JsonObject> find(Question question, Processor processor) {
        JsonObject subscription = processor
                .fetch(Fetch.of(
                        question.account(), "subscription", question.command().target()))
                .object();
        return Optional.of(subscription)
                .filter(found -> Json.text(found, "status")
                        .filter(SubscriptionStatus.CANCELED.stripeName()::equals)
                        .isPresent());
    }
}
