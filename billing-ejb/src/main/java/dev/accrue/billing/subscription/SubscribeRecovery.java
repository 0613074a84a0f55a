package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** Finds a subscription that was made without anybody hearing of it. One that was not made is not made late. */
@ApplicationScoped
public class SubscribeRecovery implements Recovery {

    @Override
    public Set<String> kinds() {
        return Set.of(Subscriptions.SUBSCRIBE, Subscriptions.COMP);
    }

    @Override
    public boolean isResendable(String kind) {
        return false;
    }

    @Override
    public Optional<JsonObject> find(Question question, Processor processor) {
        Listing ofCustomer = Listing.of(question.account(), "subscription")
                .where("customer", question.subjectId())
                .where("status", "all");
        return processor.listAll(ofCustomer).stream()
                .filter(subscription -> Json.text(subscription, "metadata", METADATA_KEY)
                        .filter(question.operation().toString()::equals)
                        .isPresent())
                .findFirst();
    }
}
