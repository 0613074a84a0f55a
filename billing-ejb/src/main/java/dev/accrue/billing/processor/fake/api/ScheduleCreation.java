package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;

/**
 * A schedule that begins its subscription, now or later.
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
        schedule.set("created", now).set("phases", phases(schedule, start(now)));
        billing.schedules().add(schedule);
        return schedule;
    }

    private long start(long now) {
        if (params.need("start_date").equals("now")) {
            return now;
        }
        long start = params.whole("start_date").orElseThrow();
        if (start < now) {
            throw StripeError.notSimulated("schedules that begin in the past", "start_date");
        }
        return start;
    }

    private List<Doc> phases(Doc schedule, long start) {
        List<Params> asked = params.children("phases");
        Doc terms = Doc.of(
                "billing_mode", schedule.get("billing_mode"),
                "customer", schedule.get("customer"),
                "test_clock", schedule.get("test_clock"));
        asked.stream()
                .flatMap(phase -> phase.children("items").stream())
                .findFirst()
                .ifPresent(item -> terms.set(
                        "currency", ItemFields.price(world, terms, item).get("currency")));
        return SchedulePhases.ofNew(billing, terms).of(asked, start);
    }
}
