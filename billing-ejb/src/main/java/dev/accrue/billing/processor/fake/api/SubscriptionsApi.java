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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Subscriptions as they are read, changed and ended; how they begin is {@link SubscriptionCreation}.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions">Stripe: Subscriptions</a>
 */
final class SubscriptionsApi {

    private static final ParameterSchema UPDATE = ParameterSchema.of(
                    "automatic_tax.enabled",
                    "billing_cycle_anchor",
                    "cancellation_details.comment",
                    "cancellation_details.feedback",
                    "collection_method",
                    "days_until_due",
                    "default_payment_method",
                    "description",
                    "items[].deleted",
                    "items[].id",
                    "items[].metadata.*",
                    "items[].price",
                    "items[].quantity",
                    "metadata.*",
                    "off_session",
                    "pause_collection.behavior!",
                    "pause_collection.resumes_at",
                    "payment_behavior",
                    "payment_settings.save_default_payment_method",
                    "payment_settings.payment_method_types[]",
                    "proration_behavior",
                    "proration_date",
                    "trial_end",
                    "trial_settings.end_behavior.missing_payment_method")
            .and(AddedItems.NAMES)
            .and(PlannedEnd.NAMES)
            .and(DiscountFields.NAMES)
            .and(DiscountFields.ITEM_NAMES);

    private static final ParameterSchema RESUME =
            ParameterSchema.of("billing_cycle_anchor", "proration_behavior", "proration_date");

    private static final ParameterSchema MIGRATE =
            ParameterSchema.of("billing_mode.type!", "billing_mode.flexible.proration_discounts");

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
        routes.delete("/v1/subscriptions/{id}/discount", ParameterSchema.of(), this::deleteDiscount);
        routes.post("/v1/subscriptions/{id}/resume", RESUME, this::resume);
        routes.post("/v1/subscriptions/{id}/migrate", MIGRATE, this::migrate);
    }

    private Doc create(Billing billing, Call call) {
        Params params = call.params();
        if (SubscriptionFields.wantsTax(params)) {
            billing.taxes().requireLocation(billing.world().need(Kind.CUSTOMER, params.need("customer"), "customer"));
        }
        Doc subscription = new SubscriptionCreation(billing, params).create();
        return billing.world().render(subscription, Fields.expand(call.params()));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.SUBSCRIPTION, call.id()), Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc subscription = world.need(Kind.SUBSCRIPTION, call.id());
        SubscriptionSettings settings = new SubscriptionSettings(billing, params);
        settings.requirePossible(subscription);
        if (SubscriptionFields.wantsTax(params)) {
            billing.taxes().requireLocation(world.get(Kind.CUSTOMER, subscription.text("customer")));
        }
        billing.update()
                .apply(subscription, new SubscriptionChanges(billing, subscription, params).of(settings::write));
        return world.render(subscription, Fields.expand(params));
    }

    private Doc cancel(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc subscription = world.find(Kind.SUBSCRIPTION, call.id())
                .filter(found -> !found.is("status", "canceled", "incomplete_expired"))
                .orElseThrow(() -> StripeError.noSuch("subscription", call.id()));
        SubscriptionFields.writeDetails(params, subscription);
        billing.cancellation()
                .cancel(
                        subscription,
                        params.flag("prorate").orElse(false),
                        params.flag("invoice_now").orElse(false));
        return world.render(subscription, Fields.expand(params));
    }

    /** The one that applies last goes first; which one Stripe takes of several is unverified. */
    private Doc deleteDiscount(Billing billing, Call call) {
        World world = billing.world();
        Doc subscription = world.need(Kind.SUBSCRIPTION, call.id());
        List<String> discounts = subscription.texts("discounts");
        if (discounts.isEmpty()) {
            throw StripeError.noSuch("discount", call.id());
        }
        Doc last = world.get(Kind.DISCOUNT, discounts.get(discounts.size() - 1));
        world.change(
                subscription,
                "customer.subscription.updated",
                s -> billing.discounts().drop(s, last));
        return world.render(last).set("deleted", true);
    }

    private Doc resume(Billing billing, Call call) {
        World world = billing.world();
        Doc subscription = world.need(Kind.SUBSCRIPTION, call.id());
        if (!subscription.is("status", "paused")) {
            throw StripeError.invalid("Only a paused subscription can be resumed.", null);
        }
        billing.update()
                .apply(subscription, new SubscriptionChanges(billing, subscription, call.params()).resumption());
        return world.render(subscription, Fields.expand(call.params()));
    }

    private Doc migrate(Billing billing, Call call) {
        World world = billing.world();
        Params mode = call.params().child("billing_mode");
        mode.oneOf("type", "flexible");
        Doc subscription = world.need(Kind.SUBSCRIPTION, call.id());
        world.change(
                subscription,
                "customer.subscription.updated",
                s -> SubscriptionFields.makeFlexible(mode, s, world.now(s)));
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
}
