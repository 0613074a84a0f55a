package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Subscriptions as they are read, changed and ended; how they begin is {@link SubscriptionCreation}.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions">Stripe: Subscriptions</a>
 */
final class SubscriptionsApi {

    private static final ParameterSchema UPDATE = ParameterSchema.of(
            "cancel_at",
            "cancel_at_period_end",
            "cancellation_details.comment",
            "cancellation_details.feedback",
            "collection_method",
            "days_until_due",
            "default_payment_method",
            "description",
            "metadata.*",
            "off_session",
            "payment_behavior",
            "payment_settings.save_default_payment_method",
            "payment_settings.payment_method_types[]",
            "proration_behavior",
            "trial_settings.end_behavior.missing_payment_method");

    private static final ParameterSchema CANCEL = ParameterSchema.of(
            "invoice_now", "prorate", "cancellation_details.comment", "cancellation_details.feedback");

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "customer",
            "status",
            "price",
            "collection_method",
            "test_clock",
            "created",
            "created.gt",
            "created.gte",
            "created.lt",
            "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/subscriptions", SubscriptionCreation.SCHEMA, this::create);
        routes.get("/v1/subscriptions", LIST, this::list);
        routes.get("/v1/subscriptions/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/subscriptions/{id}", UPDATE, this::update);
        routes.delete("/v1/subscriptions/{id}", CANCEL, this::cancel);
    }

    private Doc create(Billing billing, Call call) {
        Doc subscription = new SubscriptionCreation(billing, call.params()).create();
        return billing.world().render(subscription, Fields.expand(call.params()));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.SUBSCRIPTION, call.id()), Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc subscription = world.need(Kind.SUBSCRIPTION, call.id());
        requireAlive(subscription);
        world.change(subscription, "customer.subscription.updated", s -> {
            Fields.metadata(params, s);
            Fields.texts(params, s, "description");
            Fields.wholes(params, s, "days_until_due");
            SubscriptionFields.writeSettings(params, s);
            SubscriptionFields.writePayer(billing, params, s);
            writeCancellation(billing, params, s);
            billing.time().schedule(s);
        });
        return world.render(subscription, Fields.expand(params));
    }

    private Doc cancel(Billing billing, Call call) {
        World world = billing.world();
        Doc subscription = world.find(Kind.SUBSCRIPTION, call.id())
                .filter(found -> !found.is("status", "canceled", "incomplete_expired"))
                .orElseThrow(() -> StripeError.noSuch("subscription", call.id()));
        call.params().flag("invoice_now");
        call.params().flag("prorate");
        SubscriptionFields.writeDetails(call.params(), subscription);
        billing.subscriptions().cancel(subscription, "cancellation_requested");
        return world.render(subscription, Fields.expand(call.params()));
    }

    private Doc list(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params);
        Predicate<Doc> status = status(params);
        params.text("customer").ifPresent(customer -> world.need(Kind.CUSTOMER, customer, "customer"));
        return ListPage.of(
                world,
                call,
                Query.of(Kind.SUBSCRIPTION).customer(params.text("customer").orElse(null)),
                subscription -> created.test(subscription)
                        && status.test(subscription)
                        && params.text("collection_method")
                                .map(method -> subscription.is("collection_method", method))
                                .orElse(true)
                        && params.text("test_clock")
                                .map(clock -> subscription.is("test_clock", clock))
                                .orElse(true)
                        && params.text("price")
                                .map(price -> billing.subscriptions().items(subscription).stream()
                                        .anyMatch(item -> item.is("price", price)))
                                .orElse(true));
    }

    /** Unless asked for, canceled ones are left out; {@code ended} means canceled or expired before it began. */
    private static Predicate<Doc> status(Params params) {
        Optional<String> asked = params.oneOf(
                "status",
                "active",
                "all",
                "canceled",
                "ended",
                "incomplete",
                "incomplete_expired",
                "past_due",
                "paused",
                "trialing",
                "unpaid");
        return subscription -> switch (asked.orElse("")) {
            case "" -> !subscription.is("status", "canceled", "incomplete_expired"); // the latter is unverified
            case "all" -> true;
            case "ended" -> subscription.is("status", "canceled", "incomplete_expired");
            default -> subscription.is("status", asked.orElseThrow());
        };
    }

    private static void writeCancellation(Billing billing, Params params, Doc subscription) {
        SubscriptionFields.writeDetails(params, subscription);
        if (params.has("cancel_at") && params.has("cancel_at_period_end")) {
            throw StripeError.invalid(
                    "You may only specify one of these parameters: cancel_at, cancel_at_period_end.", "cancel_at");
        }
        params.flag("cancel_at_period_end")
                .ifPresent(planned -> planCancellation(
                        billing,
                        subscription,
                        planned,
                        planned ? Optional.of(billing.subscriptions().periodEnd(subscription)) : Optional.empty()));
        if (params.has("cancel_at")) {
            planCancellation(billing, subscription, false, params.whole("cancel_at"));
        }
    }

    private static void planCancellation(
            Billing billing, Doc subscription, boolean atPeriodEnd, Optional<Long> moment) {
        long now = billing.world().now(subscription);
        if (moment.filter(at -> at <= now).isPresent()) {
            throw StripeError.invalid("cancel_at must be in the future.", "cancel_at");
        }
        boolean planned = moment.isPresent();
        subscription
                .set("cancel_at_period_end", atPeriodEnd)
                .set("cancel_at", moment.orElse(null))
                .set("canceled_at", planned ? now : null)
                .child("cancellation_details")
                .set("reason", planned ? "cancellation_requested" : null);
    }

    private static void requireAlive(Doc subscription) {
        if (subscription.is("status", "canceled", "incomplete_expired")) {
            throw StripeError.invalid(
                    "A canceled subscription can only update its cancellation_details and metadata.", null);
        }
    }
}
