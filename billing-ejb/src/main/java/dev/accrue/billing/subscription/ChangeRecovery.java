package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.operation.Traces;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether a change took effect: by the operation in the subscription's metadata, or, when a later change has
 * overwritten that, by the event that Stripe keeps with the request's idempotency key.
 */
@ApplicationScoped
public class ChangeRecovery implements Recovery {

    /** What is wanted just as much an hour later, unless somebody has asked for something else since. */
    private static final Set<String> LATE_IS_FINE = Set.of(
            "subscription.cancel",
            "subscription.cancel_at_period_end",
            "subscription.cancel_at",
            "subscription.pause",
            "subscription.unpause",
            "subscription.resume",
            "subscription.drop_pending_update",
            "subscription.drop_scheduled_change",
            "subscription.set_automatic_tax",
            "subscription.set_collection_method",
            "subscription.set_discounts",
            "subscription.set_metadata",
            "subscription.set_payment_method");

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
        CommandKind kind = question.command().kind();
        JsonObject target = processor
                .fetch(Fetch.of(
                        question.account(),
                        kind.resultType(),
                        question.command().target()))
                .object();
        boolean done = switch (kind) {
            case SUBSCRIPTION_CANCEL -> isCanceled(target);
            case SUBSCRIPTION_SCHEDULE_RELEASE ->
                Json.text(target, "status").filter("released"::equals).isPresent();
            case SUBSCRIPTION_SCHEDULE_UPDATE ->
                Traces.marked(target, question)
                        || Traces.inEvents("subscription_schedule.updated", question, processor);
            case INVOICE_VOID ->
                Json.text(target, "status").filter("void"::equals).isPresent();
            default ->
                Traces.marked(target, question)
                        || Traces.inEvents("customer.subscription.updated", question, processor);
        };
        return Optional.of(target).filter(found -> done);
    }

    private static boolean isCanceled(JsonObject subscription) {
        return Json.text(subscription, "status")
                .filter(SubscriptionStatus.CANCELED.stripeName()::equals)
                .isPresent();
    }
}
