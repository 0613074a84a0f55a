package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.Schedules;
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
 * Schedules of subscriptions that run already. Schedules that begin a subscription, and those that end with one, are
 * not simulated.
 *
 * @see <a href="https://docs.stripe.com/api/subscription_schedules">Stripe: Subscription Schedules</a>
 */
final class SubscriptionSchedulesApi {

    private static final ParameterSchema CREATE = ParameterSchema.of("from_subscription");

    private static final ParameterSchema UPDATE = ParameterSchema.of("end_behavior", "metadata.*", "proration_behavior")
            .and(SchedulePhases.NAMES);

    private static final ParameterSchema CANCEL = ParameterSchema.of("invoice_now", "prorate");

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "customer", "scheduled", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/subscription_schedules", CREATE, this::create);
        routes.get("/v1/subscription_schedules", LIST, this::list);
        routes.get("/v1/subscription_schedules/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/subscription_schedules/{id}", UPDATE, this::update);
        routes.post("/v1/subscription_schedules/{id}/cancel", CANCEL, this::cancel);
        routes.post("/v1/subscription_schedules/{id}/release", ParameterSchema.of(), this::release);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Doc subscription = world.need(Kind.SUBSCRIPTION, call.params().need("from_subscription"), "from_subscription");
        requireManageable(subscription);
        return shown(billing, call, billing.schedules().begin(subscription));
    }

    /** The wording for a status that does not fit is unverified. */
    private static void requireManageable(Doc subscription) {
        subscription.findText("schedule").ifPresent(schedule -> {
            throw StripeError.invalid(
                    "You cannot migrate a subscription that is already attached to a schedule: `" + schedule + "`.",
                    "from_subscription");
        });
        if (!subscription.is("status", "active", "past_due", "trialing", "unpaid")) {
            throw StripeError.invalid(
                    "You cannot migrate a subscription that is in the `" + subscription.text("status") + "` status.",
                    "from_subscription");
        }
        if (subscription.hasValue("cancel_at")) {
            throw StripeError.notSimulated("schedules of subscriptions that are to end", "from_subscription");
        }
    }

    private Doc retrieve(Billing billing, Call call) {
        return shown(billing, call, schedule(billing, call));
    }

    private Doc update(Billing billing, Call call) {
        Doc schedule = schedule(billing, call);
        Schedules.requireRunning(schedule);
        Params params = call.params();
        if (params.oneOf("end_behavior", "cancel", "release")
                .filter("cancel"::equals)
                .isPresent()) {
            throw StripeError.notSimulated("schedules that end with their subscription", "end_behavior");
        }
        SubscriptionFields.prorating(params);
        billing.world().change(schedule, "subscription_schedule.updated", s -> {
            Fields.metadata(params, s);
            if (params.has("phases")) {
                billing.schedules().plan(s, new SchedulePhases(billing, s).of(params.children("phases")));
            }
        });
        billing.schedules().planned(schedule);
        return shown(billing, call, schedule);
    }

    private Doc cancel(Billing billing, Call call) {
        Doc schedule = schedule(billing, call);
        Schedules.requireRunning(schedule);
        billing.schedules()
                .cancel(
                        schedule,
                        call.params().flag("prorate").orElse(true),
                        call.params().flag("invoice_now").orElse(true));
        return shown(billing, call, schedule);
    }

    private Doc release(Billing billing, Call call) {
        Doc schedule = schedule(billing, call);
        Schedules.requireRunning(schedule);
        billing.schedules().release(schedule);
        return shown(billing, call, schedule);
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params);
        Optional<Boolean> scheduled = params.flag("scheduled");
        params.text("customer").ifPresent(id -> billing.world().need(Kind.CUSTOMER, id, "customer"));
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.SUBSCRIPTION_SCHEDULE)
                        .customer(params.text("customer").orElse(null)),
                schedule -> created.test(schedule)
                        && scheduled
                                .map(wanted -> wanted == schedule.is("status", "not_started"))
                                .orElse(true));
    }

    private static Doc schedule(Billing billing, Call call) {
        return billing.world().need(Kind.SUBSCRIPTION_SCHEDULE, call.id());
    }

    private static Doc shown(Billing billing, Call call, Doc schedule) {
        List<String> expand = Fields.expand(call.params());
        return billing.world().render(schedule, expand);
    }
}
