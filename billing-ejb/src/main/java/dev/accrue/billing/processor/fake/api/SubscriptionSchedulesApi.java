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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Schedules of subscriptions that run already, and those that begin one.
 *
 * @see <a href="https://docs.stripe.com/api/subscription_schedules">Stripe: Subscription Schedules</a>
 */
final class SubscriptionSchedulesApi {

    private static final ParameterSchema CREATE =
            ParameterSchema.of("from_subscription").and(ScheduleCreation.NAMES).and(SchedulePhases.NAMES);

    private static final ParameterSchema UPDATE = ParameterSchema.of(
                    "end_behavior", "metadata.*", "phases[].start_date", "proration_behavior")
            .and(SchedulePhases.NAMES);

    private static final ParameterSchema CANCEL = ParameterSchema.of("invoice_now", "prorate");

    private static final ParameterSchema RELEASE = ParameterSchema.of("preserve_cancel_date");

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "customer", "scheduled", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/subscription_schedules", CREATE, this::create);
        routes.get("/v1/subscription_schedules", LIST, this::list);
        routes.get("/v1/subscription_schedules/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/subscription_schedules/{id}", UPDATE, this::update);
        routes.post("/v1/subscription_schedules/{id}/cancel", CANCEL, this::cancel);
        routes.post("/v1/subscription_schedules/{id}/release", RELEASE, this::release);
    }

    private Doc create(Billing billing, Call call) {
        Params params = call.params();
        if (!params.has("from_subscription")) {
            return shown(billing, call, new ScheduleCreation(billing, params).create());
        }
        if (!params.hasOnly("from_subscription", "expand")) {
            throw StripeError.invalid(
                    "You cannot set any other parameters if `from_subscription` is set.", "from_subscription");
        }
        Doc subscription =
                billing.world().need(Kind.SUBSCRIPTION, params.need("from_subscription"), "from_subscription");
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
        change(billing, schedule, call.params());
        return shown(billing, call, schedule);
    }

    static void change(Billing billing, Doc schedule, Params params) {
        Schedules.requireRunning(schedule);
        SubscriptionFields.prorating(params);
        billing.world().change(schedule, "subscription_schedule.updated", s -> {
            Fields.metadata(params, s);
            ScheduleCreation.writeEnd(params, s);
            if (params.has("phases")) {
                billing.schedules().plan(s, phases(billing, s, params.children("phases")));
            }
        });
        billing.schedules().planned(schedule);
    }

    private static List<Doc> phases(Billing billing, Doc schedule, List<Params> asked) {
        return schedule.is("status", "not_started")
                ? SchedulePhases.firstAnew(billing, schedule, asked)
                : new SchedulePhases(billing, schedule).of(asked);
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
        billing.schedules()
                .release(schedule, call.params().flag("preserve_cancel_date").orElse(false));
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
