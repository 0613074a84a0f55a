package dev.accrue.billing.customer;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Finds a customer that was made without anybody hearing of it, by the operation in its metadata. */
@ApplicationScoped
public class CustomerRecovery implements Recovery {

    /** How far Stripe's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    @Override
    public Set<String> kinds() {
        return Set.of(CustomerCreation.CREATE);
    }

    @Override
    public boolean isResendable(String kind) {
        return true;
    }

    @Override
    public Optional<JsonObject> find(Question question, Processor processor) {
        Listing recent = Listing.of(question.account(), "customer")
                .where(
                        "created[gte]",
                        Long.toString(question.startedAt().minus(SKEW).getEpochSecond()));
        return processor.listAll(recent).stream()
                .filter(customer -> Json.text(customer, "metadata", METADATA_KEY)
                        .filter(question.operation().toString()::equals)
                        .isPresent())
                .findFirst();
    }
}
