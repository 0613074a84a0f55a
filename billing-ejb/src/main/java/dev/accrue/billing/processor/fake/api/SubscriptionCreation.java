package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Beginning;
import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.PaymentBehavior;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the parameters of a new subscription into one that can start.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/create">Stripe: Create a subscription</a>
 */
final class SubscriptionCreation {

    static final ParameterSchema SCHEMA = ParameterSchema.of(
                    "automatic_tax.enabled",
                    "backdate_start_date",
                    "customer!",
                    "items[].price!",
                    "items[].quantity",
                    "items[].metadata.*",
                    "billing_mode.type",
                    "billing_mode.flexible.proration_discounts",
                    "collection_method",
                    "currency",
                    "days_until_due",
                    "default_payment_method",
                    "description",
                    "metadata.*",
                    "off_session",
                    "payment_behavior",
                    "payment_settings.save_default_payment_method",
                    "payment_settings.payment_method_types[]",
                    "proration_behavior",
                    "trial_end",
                    "trial_period_days",
                    "trial_settings.end_behavior.missing_payment_method")
            .and(AddedItems.NAMES)
            .and(AnchorFields.NAMES)
            .and(PlannedEnd.NAMES)
            .and(DiscountFields.NAMES)
            .and(DiscountFields.ITEM_NAMES);

    private static final int MOST = 500;

    private static final long DAY = 86_400;

    private final Billing billing;
    private final World world;
    private final Params params;

    SubscriptionCreation(Billing billing, Params params) {
        this.billing = billing;
        this.world = billing.world();
        this.params = params;
    }

    Doc create() {
        Doc customer = world.need(Kind.CUSTOMER, params.need("customer"), "customer");
        requireRoom(customer);
        Doc subscription = world.blank(Kind.SUBSCRIPTION)
                .set("customer", customer.text("id"))
                .set("test_clock", customer.get("test_clock"));
        long now = world.now(subscription);
        SubscriptionFields.writeBillingMode(params, subscription, now);
        List<Doc> items = items(subscription);
        subscription.set("created", now).set("start_date", now).set("billing_cycle_anchor", now);
        Fields.metadata(params, subscription);
        Fields.texts(params, subscription, "description");
        SubscriptionFields.writeSettings(params, subscription);
        SubscriptionFields.writeTax(params, subscription);
        SubscriptionFields.writePayer(billing, params, subscription);
        writeTerms(subscription);
        writeTrial(subscription, now);
        writeStart(subscription, now);
        writeAnchor(subscription, items, now);
        Beginning beginning = new Beginning(items, behavior(), SubscriptionFields.prorating(params), false, this::plan);
        billing.start().start(subscription, beginning);
        return subscription;
    }

    private void plan(Doc subscription) {
        new PlannedEnd(billing, params).write(subscription);
        new DiscountFields(billing, subscription).write(params);
        new AddedItems(billing, params).write(subscription);
    }

    /** @see <a href="https://docs.stripe.com/error-codes#customer-max-subscriptions">Stripe: Error codes</a> */
    private void requireRoom(Doc customer) {
        long running = world.stream(Query.of(Kind.SUBSCRIPTION).customer(customer.text("id")))
                .filter(subscription -> !subscription.is("status", "canceled", "incomplete_expired"))
                .limit(MOST)
                .count();
        if (running == MOST) {
            throw StripeError.invalid(
                    "customer_max_subscriptions",
                    "Customer " + customer.text("id") + " already has the maximum " + MOST + " current subscriptions.",
                    null);
        }
    }

    private List<Doc> items(Doc subscription) {
        List<Params> asked = params.children("items");
        if (asked.isEmpty()) {
            throw StripeError.missing("items");
        }
        params.text("currency").ifPresent(currency -> subscription.set("currency", currency));
        List<Doc> items = new ArrayList<>();
        for (Params item : asked) {
            Doc price = ItemFields.price(world, subscription, item);
            if (!subscription.hasValue("currency")) {
                subscription.set("currency", price.get("currency"));
            }
            items.add(ItemFields.item(billing, subscription, item));
        }
        ItemFields.requireFit(
                world,
                subscription,
                items.stream().map(item -> item.text("price")).toList());
        return items;
    }

    private void writeTerms(Doc subscription) {
        boolean sent = subscription.is("collection_method", "send_invoice");
        if (sent != params.whole("days_until_due").isPresent()) {
            throw StripeError.invalid(
                    "You must pass `days_until_due` exactly when `collection_method` is `send_invoice`.",
                    "days_until_due");
        }
        Fields.wholes(params, subscription, "days_until_due");
    }

    private void writeTrial(Doc subscription, long now) {
        if (params.has("trial_end") && params.has("trial_period_days")) {
            throw StripeError.invalid(
                    "You may only specify one of these parameters: trial_end, trial_period_days.", "trial_end");
        }
        boolean none = params.text("trial_end").filter("now"::equals).isPresent();
        Optional<Long> end = none
                ? Optional.empty()
                : params.whole("trial_end")
                        .or(() -> params.whole("trial_period_days")
                                .filter(days -> days > 0)
                                .map(days -> now + days * DAY));
        if (end.filter(moment -> moment <= now).isPresent()) {
            throw StripeError.invalid("Invalid timestamp: must be an integer in the future.", "trial_end");
        }
        end.ifPresent(moment ->
                subscription.set("trial_start", now).set("trial_end", moment).set("billing_cycle_anchor", moment));
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/backdating">Stripe: Backdate subscriptions</a> */
    private void writeStart(Doc subscription, long now) {
        params.whole("backdate_start_date").ifPresent(start -> {
            if (start >= now) {
                throw StripeError.invalid("backdate_start_date must be in the past.", "backdate_start_date");
            }
            if (subscription.hasValue("trial_end")) {
                throw StripeError.notSimulated("backdating with a trial", "backdate_start_date");
            }
            subscription.set("start_date", start);
        });
    }

    private PaymentBehavior behavior() {
        return PaymentBehavior.of(
                params.oneOf("payment_behavior", "allow_incomplete", "default_incomplete", "error_if_incomplete")
                        .orElse("allow_incomplete"));
    }

    /** The shortest interval is the rhythm that an anchor has to fit into. */
    private void writeAnchor(Doc subscription, List<Doc> items, long now) {
        Doc rhythm = ItemFields.shortest(world, items);
        long billed = subscription.findNumber("trial_end").orElse(now);
        new AnchorFields(params, rhythm.text("interval"), rhythm.number("interval_count"))
                .anchor(now, billed)
                .ifPresent(anchor -> subscription.set("billing_cycle_anchor", anchor));
        if (params.has("billing_cycle_anchor_config")) {
            Doc config = world.blank("billing_cycle_anchor_config");
            Fields.wholes(
                    params.child("billing_cycle_anchor_config"),
                    config,
                    config.names().toArray(String[]::new));
            subscription.set("billing_cycle_anchor_config", config);
        }
    }
}
