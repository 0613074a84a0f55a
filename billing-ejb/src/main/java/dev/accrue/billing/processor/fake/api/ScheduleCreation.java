package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;

/**
 * A schedule that begins its subscription: now, later, or on a day that has passed.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules/use-cases">Stripe: Subscription
 *     schedules use cases</a>
 */
final class ScheduleCreation {

    static final String[] NAMES = {
        "billing_mode.type",
        "billing_mode.flexible.proration_discounts",
        "customer",
        "default_settings.default_payment_method",
        "end_behavior",
        "metadata.*",
        "start_date"
    };

    private final Billing billing;
    private final World world;
    private final Params params;

    ScheduleCreation(Billing billing, Params params) {
        this.billing = billing;
        this.world = billing.world();
        this.params = params;
    }

    /** What becomes of the subscription after the last phase. */
    static void writeEnd(Params params, Doc schedule) {
        params.oneOf("end_behavior", "cancel", "release").ifPresent(value -> schedule.set("end_behavior", value));
    }

    Doc create() {
        Doc customer = world.need(Kind.CUSTOMER, params.need("customer"), "customer");
        Doc schedule = world.blank(Kind.SUBSCRIPTION_SCHEDULE)
                .set("customer", customer.text("id"))
                .set("test_clock", customer.get("test_clock"));
        long now = world.now(schedule);
        SubscriptionFields.writeBillingMode(params, schedule, now);
        SubscriptionFields.writePayer(
                billing, params.child("default_settings"), schedule, schedule.child("default_settings"));
        Fields.metadata(params, schedule);
        writeEnd(params, schedule);
        schedule.set("created", now)
                .set("phases", SchedulePhases.first(billing, schedule, params.children("phases"), start(now)));
        billing.schedules().add(schedule);
        return schedule;
    }

    private long start(long now) {
        return params.need("start_date").equals("now")
                ? now
                : params.whole("start_date").orElseThrow();
    }
}
