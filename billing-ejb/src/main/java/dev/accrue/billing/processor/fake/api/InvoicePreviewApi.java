package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.Rehearsal;
import dev.accrue.billing.processor.fake.engine.Schedules;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The next invoice before it exists: of a subscription as it is, as a change would make it, or of a new one; of a
 * schedule likewise.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: Create a preview invoice</a>
 */
final class InvoicePreviewApi {

    private static final String[] CUSTOMER = {
        "customer_details.address.city",
        "customer_details.address.country",
        "customer_details.address.line1",
        "customer_details.address.line2",
        "customer_details.address.postal_code",
        "customer_details.address.state",
        "customer_details.shipping.address.city",
        "customer_details.shipping.address.country",
        "customer_details.shipping.address.line1",
        "customer_details.shipping.address.line2",
        "customer_details.shipping.address.postal_code",
        "customer_details.shipping.address.state",
        "customer_details.shipping.name",
        "customer_details.shipping.phone",
        "customer_details.tax.ip_address",
        "customer_details.tax_exempt"
    };

    private static final ParameterSchema PREVIEW = ParameterSchema.of(
                    "automatic_tax.enabled",
                    "currency",
                    "customer",
                    "preview_mode",
                    "schedule",
                    "schedule_details.billing_mode.type",
                    "schedule_details.billing_mode.flexible.proration_discounts",
                    "schedule_details.end_behavior",
                    "schedule_details.phases[].start_date",
                    "schedule_details.proration_behavior",
                    "subscription",
                    "subscription_details.billing_cycle_anchor",
                    "subscription_details.billing_mode.type",
                    "subscription_details.billing_mode.flexible.proration_discounts",
                    "subscription_details.cancel_at",
                    "subscription_details.cancel_at_period_end",
                    "subscription_details.cancel_now",
                    "subscription_details.items[].deleted",
                    "subscription_details.items[].id",
                    "subscription_details.items[].metadata.*",
                    "subscription_details.items[].price",
                    "subscription_details.items[].quantity",
                    "subscription_details.metadata.*",
                    "subscription_details.proration_behavior",
                    "subscription_details.proration_date",
                    "subscription_details.resume_at",
                    "subscription_details.start_date",
                    "subscription_details.trial_end")
            .and(DiscountFields.NAMES)
            .and(CUSTOMER)
            .and(below("subscription_details", DiscountFields.ITEM_NAMES))
            .and(below("schedule_details", SchedulePhases.NAMES));

    void addTo(Routes routes) {
        routes.post("/v1/invoices/create_preview", PREVIEW, this::preview);
    }

    /** Answers by leaving the rehearsal; who comes to the end of it has nothing to show. */
    private Doc preview(Billing billing, Call call) {
        Params params = named(billing, call.params());
        boolean recurring = params.oneOf("preview_mode", "next", "recurring")
                .filter("recurring"::equals)
                .isPresent();
        Rehearsal rehearsal = new Rehearsal(billing, Fields.expand(params));
        if (!recurring) {
            rehearsal.begin();
        }
        Doc subscription = beginsSchedule(params)
                ? rehearsal.begun(schedule(billing, params))
                : subscription(billing, params, rehearsal);
        if (recurring && !subscription.is("status", "canceled")) {
            rehearsal.begin();
            rehearsal.recurring(subscription);
        }
        rehearsal.untilNextInvoice(subscription);
        throw StripeError.of(
                404,
                "invalid_request_error",
                "invoice_upcoming_none",
                "No upcoming invoices for customer: '" + subscription.text("customer") + "'",
                null);
    }

    /** A schedule stands for the subscription that it manages, as the request would plan it. */
    private static Params named(Billing billing, Params params) {
        boolean scheduled = params.has("schedule") || params.has("schedule_details");
        if (scheduled && (params.has("subscription") || params.has("subscription_details"))) {
            throw StripeError.invalid("A schedule cannot be combined with a subscription.", "schedule");
        }
        Optional<Doc> schedule =
                params.text("schedule").map(id -> billing.world().need(Kind.SUBSCRIPTION_SCHEDULE, id, "schedule"));
        if (schedule.isPresent() && params.has("schedule_details")) {
            SubscriptionSchedulesApi.change(billing, schedule.get(), params.child("schedule_details"));
        }
        return schedule.flatMap(found -> found.findText("subscription"))
                .map(subscription -> params.with("subscription", subscription))
                .orElse(params);
    }

    private static boolean beginsSchedule(Params params) {
        return (params.has("schedule") || params.has("schedule_details")) && !params.has("subscription");
    }

    /** The schedule that will begin a subscription, or the one that the request would make. */
    private static Doc schedule(Billing billing, Params params) {
        Optional<String> known = params.text("schedule");
        if (known.isPresent()) {
            Doc schedule = billing.world().get(Kind.SUBSCRIPTION_SCHEDULE, known.get());
            Schedules.requireRunning(schedule);
            return schedule;
        }
        Params details = params.child("schedule_details");
        String start = details.children("phases").stream()
                .findFirst()
                .flatMap(phase -> phase.text("start_date"))
                .orElse("now");
        String customer = customer(billing, params).text("id");
        return new ScheduleCreation(billing, details.with("start_date", start).with("customer", customer)).create();
    }

    /** The subscription as the request would make it. */
    private static Doc subscription(Billing billing, Params params, Rehearsal rehearsal) {
        Params details = params.lifted("subscription_details");
        Optional<Doc> existing =
                params.text("subscription").map(id -> billing.world().need(Kind.SUBSCRIPTION, id, "subscription"));
        existing.ifPresent(subscription -> {
            requireOwner(params, subscription);
            if (details.has("start_date")) {
                throw StripeError.invalid(
                        "A subscription that exists has a start date.", details.fullName("start_date"));
            }
            pretend(billing, params, billing.world().get(Kind.CUSTOMER, subscription.text("customer")));
            rehearsal.proratesFrom(
                    details.whole("proration_date").orElse(billing.world().now(subscription)));
            change(billing, subscription, details);
        });
        return existing.orElseGet(() -> create(billing, params, details));
    }

    private static Doc create(Billing billing, Params params, Params details) {
        Doc customer = customer(billing, params);
        Params asked = begun(details, billing.world().now(customer))
                .with("payment_behavior", "default_incomplete")
                .with("customer", customer.text("id"));
        return new SubscriptionCreation(billing, asked).create();
    }

    /** A start in the past is what a real request calls {@code backdate_start_date}. */
    private static Params begun(Params details, long now) {
        Optional<Long> start = details.whole("start_date");
        if (start.filter(moment -> moment > now).isPresent()) {
            throw StripeError.notSimulated("previews of subscriptions that begin later", "start_date");
        }
        return start.filter(moment -> moment < now)
                .map(moment -> details.with("backdate_start_date", String.valueOf(moment)))
                .orElse(details);
    }

    /** Without a customer there is one for as long as the preview takes. */
    private static Doc customer(Billing billing, Params params) {
        World world = billing.world();
        Doc customer = params.text("customer")
                .map(id -> world.need(Kind.CUSTOMER, id, "customer"))
                .orElseGet(() -> world.add(world.blank(Kind.CUSTOMER).set("invoice_prefix", "UPCOMING")));
        pretend(billing, params, customer);
        return customer;
    }

    /** The customer as the request describes them, until the rehearsal is undone. */
    private static void pretend(Billing billing, Params params, Doc customer) {
        Params details = params.child("customer_details");
        Fields.address(billing.world(), details, customer);
        if (details.has("shipping")) {
            Doc shipping = Doc.of("address", null, "name", null, "phone", null);
            Fields.address(billing.world(), details.child("shipping"), shipping);
            customer.set("shipping", shipping);
        }
        details.child("tax").text("ip_address").ifPresent(ip -> customer.set("_ip_address", ip));
        details.oneOf("tax_exempt", "none", "exempt", "reverse").ifPresent(value -> customer.set("tax_exempt", value));
    }

    private static void change(Billing billing, Doc subscription, Params details) {
        SubscriptionChanges changes = new SubscriptionChanges(billing, subscription, details);
        if (details.flag("cancel_now").orElse(false)) {
            boolean prorate =
                    !details.text("proration_behavior").filter("none"::equals).isPresent();
            billing.cancellation().cancel(subscription, prorate, true);
        } else if (details.has("resume_at")) {
            details.oneOf("resume_at", "now");
            billing.update().apply(subscription, changes.resumption());
        } else {
            billing.update().apply(subscription, changes.of(new SubscriptionSettings(billing, details)::write));
        }
    }

    private static String[] below(String hash, String... names) {
        return Stream.of(names).map(name -> hash + "." + name).toArray(String[]::new);
    }

    private static void requireOwner(Params params, Doc subscription) {
        params.text("customer").filter(id -> !subscription.is("customer", id)).ifPresent(id -> {
            throw StripeError.noSuch("subscription", subscription.text("id"), "subscription");
        });
    }
}
