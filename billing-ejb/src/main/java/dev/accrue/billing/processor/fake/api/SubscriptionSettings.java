package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.util.List;
import java.util.Optional;

/**
 * What an update writes on the subscription itself: settings, pauses and planned ends.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/update">Stripe: Update a subscription</a>
 */
final class SubscriptionSettings {

    /** What an update with {@code pending_if_incomplete} may not contain. */
    private static final List<String> NOT_PENDING = List.of(
            "automatic_tax",
            "cancel_at",
            "cancellation_details",
            "collection_method",
            "days_until_due",
            "default_payment_method",
            "description",
            "pause_collection",
            "payment_settings",
            "trial_settings");

    private final Billing billing;
    private final Params params;

    SubscriptionSettings(Billing billing, Params params) {
        this.billing = billing;
        this.params = params;
    }

    /** An ended subscription takes words only; a change that may have to wait takes what moves money only. */
    void requirePossible(Doc subscription) {
        boolean ended = subscription.is("status", "canceled", "incomplete_expired");
        if (ended && !params.hasOnly("metadata", "cancellation_details", "expand")) {
            throw StripeError.invalid(
                    "A canceled subscription can only update its cancellation_details and metadata.", null);
        }
        boolean waits = params.text("payment_behavior")
                .filter("pending_if_incomplete"::equals)
                .isPresent();
        if (waits && !subscription.is("collection_method", "charge_automatically")) {
            throw StripeError.invalid(
                    "Pending updates need `collection_method` to be `charge_automatically`.", "payment_behavior");
        }
        NOT_PENDING.stream()
                .filter(name -> waits && params.has(name))
                .findFirst()
                .ifPresent(name -> {
                    throw StripeError.invalid(
                            "`" + name + "` cannot be passed with `payment_behavior` set to `pending_if_incomplete`.",
                            name);
                });
    }

    void write(Doc subscription) {
        Fields.metadata(params, subscription);
        Fields.texts(params, subscription, "description");
        Fields.wholes(params, subscription, "days_until_due");
        SubscriptionFields.writeSettings(params, subscription);
        SubscriptionFields.writePayer(billing, params, subscription);
        SubscriptionFields.writeTax(params, subscription);
        SubscriptionFields.writeDetails(params, subscription);
        new DiscountFields(billing, subscription).write(params);
        new AddedItems(billing, params).write(subscription);
        writePause(subscription);
        new PlannedEnd(billing, params).write(subscription);
    }

    private void writePause(Doc subscription) {
        if (params.unsets("pause_collection")) {
            subscription.set("pause_collection", null);
        } else if (params.has("pause_collection")) {
            Params pause = params.child("pause_collection");
            String behavior = pause.oneOf("behavior", "keep_as_draft", "mark_uncollectible", "void")
                    .orElseThrow();
            Optional<Long> resumption = pause.whole("resumes_at");
            requireFuture(subscription, resumption, pause.fullName("resumes_at"));
            subscription.set("pause_collection", Doc.of("behavior", behavior, "resumes_at", resumption.orElse(null)));
        }
    }

    private void requireFuture(Doc subscription, Optional<Long> moment, String param) {
        long now = billing.world().now(subscription);
        if (moment.filter(at -> at <= now).isPresent()) {
            throw StripeError.invalid(param + " must be in the future.", param);
        }
    }
}
