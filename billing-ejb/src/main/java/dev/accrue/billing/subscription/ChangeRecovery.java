package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether a change took effect: by the operation in the subscription's metadata, or, when a later change has
 * overwritten that, by the event that Stripe keeps with the request's idempotency key.
 */
@ApplicationScoped
public class ChangeRecovery implements Recovery {

    /** How far Stripe's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    /** What is wanted just as much an hour later, and does no harm when it is done twice. */
    private static final Set<String> LATE_IS_FINE = Set.of(
            "subscription.cancel",
            "subscription.cancel_at_period_end",
            "subscription.cancel_at",
            "subscription.pause",
            "subscription.unpause",
            "subscription.resume");

    @Override
    public Set<String> kinds() {
        return Subscriptions.CHANGES;
    }

    @Override
    public boolean isResendable(String kind) {
        return LATE_IS_FINE.contains(kind);
    }

    @Override
    public Optional<JsonObject> find(Question question, Processor processor) {
        JsonObject subscription = processor
                .fetch(Fetch.of(
                        question.account(), "subscription", question.command().target()))
                .object();
        boolean done = question.command().kind() == CommandKind.SUBSCRIPTION_CANCEL
                ? isCanceled(subscription)
                : isMarked(subscription, question) || isInEvents(question, processor);
        return Optional.of(subscription).filter(found -> done);
    }

    private static boolean isCanceled(JsonObject subscription) {
        return Json.text(subscription, "status")
                .filter(SubscriptionStatus.CANCELED.stripeName()::equals)
                .isPresent();
    }

    private static boolean isMarked(JsonObject subscription, Question question) {
        return Json.text(subscription, "metadata", METADATA_KEY)
                .filter(question.operation().toString()::equals)
                .isPresent();
    }

    private static boolean isInEvents(Question question, Processor processor) {
        Listing since = Listing.of(question.account(), "event")
                .where("type", "customer.subscription.updated")
                .where(
                        "created[gte]",
                        Long.toString(question.startedAt().minus(SKEW).getEpochSecond()));
        return processor.listAll(since).stream()
                .anyMatch(event -> Json.text(event, "request", "idempotency_key")
                        .filter(question.idempotencyKey()::equals)
                        .isPresent());
    }
}
