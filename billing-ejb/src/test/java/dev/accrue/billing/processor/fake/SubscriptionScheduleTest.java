package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a schedule does to a running subscription.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules">Stripe: Subscription
 *     schedules</a>
 */
class SubscriptionScheduleTest {

    private static final String PATH = "/v1/subscription_schedules";
    private static final String PERIOD_END = "2026-05-01T00:00:00Z";

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);
    private final Doc subscription = stripe.subscribe(customer, "price_pro_monthly");

    /** @see <a href="https://docs.stripe.com/api/subscription_schedules/create">Stripe: from_subscription</a> */
    @Test
    void beginsWithThePeriodUnderWay() {
        Doc schedule = begin();

        assertThat(schedule.text("status")).isEqualTo("active");
        assertThat(schedule.text("end_behavior")).isEqualTo("release");
        assertThat(schedule.children("phases")).hasSize(1);
        assertThat(TestStripe.moment(schedule, "current_phase", "end_date")).isEqualTo(PERIOD_END);
        assertThat(stripe.subscription(subscription).text("schedule")).isEqualTo(schedule.text("id"));
        assertThat(stripe.eventTypes("subscription_schedule.created")).hasSize(1);
    }

    @Test
    void isTheOnlyOneOfItsSubscription() {
        String id = begin().text("id");

        Doc error = stripe.wire.refused("POST", PATH, "from_subscription", subscription.text("id"));

        assertThat(error.text("message")).contains("already attached to a schedule: `" + id + "`");
    }

    /**
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#downgrade-subscription">Stripe:
     *     Downgrading a subscription</a>
     */
    @Test
    void changesThePriceWithThePeriodAndProratesNothing() {
        Doc schedule = downgrade(begin());
        assertThat(priceOf(stripe.subscription(subscription))).isEqualTo("price_pro_monthly");

        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(priceOf(stripe.subscription(subscription))).isEqualTo("price_basic_monthly");
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(priceAmount());
        assertThat(stripe.latestInvoice(subscription).text("billing_reason")).isEqualTo("subscription_cycle");
        assertThat(invoices()).isEqualTo(2);
        assertThat(read(schedule).text("status")).isEqualTo("active");
    }

    @Test
    void letsItsSubscriptionGoAfterTheLastPhase() {
        Doc schedule = downgrade(begin());

        stripe.advance(clock, "2026-05-03T00:00:00Z");

        assertThat(read(schedule).text("status")).isEqualTo("released");
        assertThat(read(schedule).text("released_subscription")).isEqualTo(subscription.text("id"));
        assertThat(stripe.subscription(subscription).get("schedule")).isNull();
        assertThat(priceOf(stripe.subscription(subscription))).isEqualTo("price_basic_monthly");
        assertThat(stripe.eventTypes("subscription_schedule.released")).hasSize(1);
    }

    /** @see <a href="https://docs.stripe.com/api/subscription_schedules/release">Stripe: Release a schedule</a> */
    @Test
    void releasedChangesNothing() {
        Doc schedule = downgrade(begin());

        stripe.wire.post(PATH + "/" + schedule.text("id") + "/release");
        stripe.advance(clock, "2026-05-02T00:00:00Z");

        assertThat(priceOf(stripe.subscription(subscription))).isEqualTo("price_pro_monthly");
        assertThat(read(schedule).get("subscription")).isNull();
    }

    @Test
    void releasedTwiceIsRefused() {
        Doc schedule = begin();
        stripe.wire.post(PATH + "/" + schedule.text("id") + "/release");

        assertThat(stripe.wire
                        .refused("POST", PATH + "/" + schedule.text("id") + "/release")
                        .text("message"))
                .contains("released");
    }

    @Test
    void decidesAloneWhenItsSubscriptionEnds() {
        begin();

        Doc error = stripe.wire.refused(
                "POST", "/v1/subscriptions/" + subscription.text("id"), "cancel_at_period_end", "true");

        assertThat(error.text("message")).contains("managed by the subscription schedule");
    }

    /** @see <a href="https://docs.stripe.com/api/subscription_schedules/cancel">Stripe: Cancel a schedule</a> */
    @Test
    void canceledEndsItsSubscription() {
        Doc schedule = begin();

        stripe.wire.post(PATH + "/" + schedule.text("id") + "/cancel", "prorate", "false", "invoice_now", "false");

        assertThat(stripe.subscription(subscription).text("status")).isEqualTo("canceled");
        assertThat(read(schedule).text("status")).isEqualTo("canceled");
    }

    @Test
    void endsWithItsSubscription() {
        Doc schedule = downgrade(begin());

        stripe.wire.delete("/v1/subscriptions/" + subscription.text("id"));

        assertThat(read(schedule).text("status")).isEqualTo("canceled");
        assertThat(stripe.eventTypes("subscription_schedule.canceled")).hasSize(1);
    }

    @Test
    void keepsTheDiscountsThatItsPhasesName() {
        stripe.wire.post("/v1/coupons", "id", "half", "percent_off", "50", "duration", "forever");
        String discount = stripe.update(subscription, "discounts[0][coupon]", "half")
                .texts("discounts")
                .get(0);

        downgrade(
                begin(), "phases[0][discounts][0][discount]", discount, "phases[1][discounts][0][discount]", discount);
        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(stripe.latestInvoice(subscription).number("total")).isEqualTo(priceAmount() / 2);
    }

    @Test
    void changesInTheMiddleOfAPeriodWithProrations() {
        Doc schedule = begin();
        plan(schedule, "2026-04-16T00:00:00Z");

        stripe.advance(clock, "2026-04-17T00:00:00Z");

        assertThat(stripe.wire.get("/v1/invoiceitems", "customer", customer).children("data"))
                .hasSize(2);
    }

    /**
     * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: Create a preview invoice, schedule</a>
     */
    @Test
    void isPreviewed() {
        Doc schedule = downgrade(begin());

        Doc preview = stripe.wire.post("/v1/invoices/create_preview", "schedule", schedule.text("id"));

        assertThat(TestStripe.amounts(preview)).containsExactly(priceAmount());
    }

    @Test
    void isPreviewedAsItWouldBePlannedAnew() {
        Doc schedule = begin();

        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "schedule",
                schedule.text("id"),
                "schedule_details[phases][0][items][0][price]",
                "price_pro_monthly",
                "schedule_details[phases][0][end_date]",
                TestStripe.seconds(PERIOD_END),
                "schedule_details[phases][1][items][0][price]",
                "price_basic_monthly",
                "schedule_details[phases][1][duration][interval]",
                "month");

        assertThat(TestStripe.amounts(preview)).containsExactly(priceAmount());
        assertThat(read(schedule).children("phases")).hasSize(1);
    }

    /**
     * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#completing-a-schedule">Stripe:
     *     Complete a schedule</a>
     */
    @Test
    void endsItsSubscriptionAfterTheLastPhaseWhenToldTo() {
        Doc schedule = downgrade(begin(), "end_behavior", "cancel");

        stripe.advance(clock, "2026-05-03T00:00:00Z");

        assertThat(stripe.subscription(subscription).text("status")).isEqualTo("canceled");
        assertThat(read(schedule).text("status")).isEqualTo("completed");
        assertThat(stripe.eventTypes("subscription_schedule.completed", "subscription_schedule.released"))
                .containsExactly("subscription_schedule.completed");
    }

    /**
     * Stripe's example: the phase under way ends now, and the next one begins with twice as many.
     *
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#updating-subscription-schedules">Stripe:
     *     Update subscription schedules</a>
     */
    @Test
    void goesOnToTheNextPhaseAtOnceWhenToldTo() {
        Doc schedule = begin();
        stripe.advance(clock, "2026-04-10T00:00:00Z");

        stripe.wire.post(
                PATH + "/" + schedule.text("id"),
                "phases[0][items][0][price]",
                "price_pro_monthly",
                "phases[0][start_date]",
                "" + schedule.number("current_phase", "start_date"),
                "phases[0][end_date]",
                "now",
                "phases[1][items][0][price]",
                "price_pro_monthly",
                "phases[1][items][0][quantity]",
                "2",
                "phases[1][start_date]",
                "now",
                "phases[1][end_date]",
                TestStripe.seconds(PERIOD_END));

        assertThat(stripe.subscription(subscription).children("items").get(0).number("quantity"))
                .isEqualTo(2);
        assertThat(TestStripe.moment(read(schedule), "current_phase", "start_date"))
                .isEqualTo("2026-04-10T00:00:00Z");
    }

    /** "You still receive information in the response about past phases." */
    @Test
    void stillTellsOfThePhasesThatHavePassed() {
        Doc schedule = begin();
        plan(schedule, "2026-04-16T00:00:00Z", "phases[1][duration][interval_count]", "30");
        stripe.advance(clock, "2026-04-17T00:00:00Z");

        Doc planned = stripe.wire.post(
                PATH + "/" + schedule.text("id"),
                "phases[0][items][0][price]",
                "price_basic_monthly",
                "phases[0][end_date]",
                TestStripe.seconds("2026-06-01T00:00:00Z"));

        assertThat(planned.children("phases"))
                .extracting(phase -> TestStripe.moment(phase, "start_date"))
                .containsExactly("2026-04-01T00:00:00Z", "2026-04-16T00:00:00Z");
    }

    /** "If you want the entire phase to be a trial, set the value of trial_end to the same time as the end_date." */
    @Test
    void canMakeAPhaseATrial() {
        plan(
                begin(),
                PERIOD_END,
                "phases[1][duration][interval_count]",
                "10",
                "phases[1][trial_end]",
                TestStripe.seconds("2026-05-11T00:00:00Z"));

        stripe.advance(clock, "2026-05-02T00:00:00Z");

        assertThat(stripe.subscription(subscription).text("status")).isEqualTo("trialing");
        assertThat(stripe.latestInvoice(subscription).number("total")).isZero();
    }

    /** "You must specify the new trial_end on each phase." */
    @Test
    void endsTheTrialWithAPhaseThatIsNone() {
        Doc trialing = stripe.subscribe(customer, "price_pro_monthly", "trial_period_days", "14");
        Doc schedule = stripe.wire.post(PATH, "from_subscription", trialing.text("id"));

        plan(schedule, "2026-04-08T00:00:00Z", "phases[0][trial_end]", "" + trialing.number("trial_end"));
        stripe.advance(clock, "2026-04-08T02:00:00Z");

        assertThat(stripe.subscription(trialing).text("status")).isEqualTo("active");
        assertThat(stripe.latestInvoice(trialing).number("amount_paid")).isEqualTo(priceAmount());
    }

    /** 335 of 365 days; that a yearly price joins the anchor of the monthly one before it is unverified. */
    @Test
    void billsAPriceOfAnotherIntervalFromThePhaseOn() {
        plan(begin(), PERIOD_END, "phases[1][items][0][price]", stripe.priceOf(36_500, "year"));

        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(33_500L);
    }

    @Test
    void leavesTheWordsOfAnEndedSubscriptionToBeChanged() {
        begin();
        stripe.wire.delete("/v1/subscriptions/" + subscription.text("id"));

        Doc updated = stripe.update(subscription, "metadata[why]", "moved");

        assertThat(updated.child("metadata").text("why")).isEqualTo("moved");
    }

    @Test
    void isListedByCustomer() {
        Doc schedule = begin();

        assertThat(stripe.wire.get(PATH, "customer", customer).children("data"))
                .extracting(found -> found.text("id"))
                .containsExactly(schedule.text("id"));
    }

    @Test
    void followsWhatIsChangedDirectly() {
        Doc schedule = begin();

        stripe.update(subscription, "items[0][id]", TestStripe.itemOf(subscription), "items[0][quantity]", "3");

        assertThat(read(schedule)
                        .children("phases")
                        .get(0)
                        .children("items")
                        .get(0)
                        .number("quantity"))
                .isEqualTo(3);
    }

    /**
     * A payment method set on the subscription is copied to the schedule, and a phase that has none of its own keeps
     * it.
     *
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#subscription-updates-when-a-schedule-is-attached">Stripe:
     *     Subscription updates when a schedule is attached</a>
     */
    @Test
    void keepsThePaymentMethodThatIsSetDirectly() {
        Doc schedule = downgrade(begin());

        String card = stripe.update(subscription, "default_payment_method", "pm_card_mastercard")
                .text("default_payment_method");
        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(read(schedule).text("default_settings", "default_payment_method"))
                .isEqualTo(card);
        assertThat(stripe.subscription(subscription).text("default_payment_method"))
                .isEqualTo(card);
    }

    /**
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#phase-attribute-inheritance">Stripe:
     *     Phase attribute inheritance</a>
     */
    @Test
    void takesThePaymentMethodThatAPhaseBrings() {
        String card = stripe.wire
                .post("/v1/payment_methods/pm_card_amex/attach", "customer", customer)
                .text("id");
        downgrade(begin(), "phases[1][default_payment_method]", card);

        stripe.update(subscription, "default_payment_method", "pm_card_mastercard");
        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(stripe.subscription(subscription).text("default_payment_method"))
                .isEqualTo(card);
    }

    private Doc begin() {
        return stripe.wire.post(PATH, "from_subscription", subscription.text("id"));
    }

    private Doc downgrade(Doc schedule, String... more) {
        return plan(schedule, PERIOD_END, more);
    }

    private Doc plan(Doc schedule, String from, String... more) {
        List<String> params = new ArrayList<>(List.of(
                "phases[0][items][0][price]", "price_pro_monthly",
                "phases[0][start_date]", "" + schedule.number("current_phase", "start_date"),
                "phases[0][end_date]", TestStripe.seconds(from),
                "phases[1][items][0][price]", "price_basic_monthly",
                "phases[1][duration][interval]", "day"));
        for (int i = 0; i < more.length; i += 2) {
            int said = params.indexOf(more[i]);
            if (said >= 0) {
                params.set(said + 1, more[i + 1]);
            } else {
                params.addAll(List.of(more[i], more[i + 1]));
            }
        }
        return stripe.wire.post(PATH + "/" + schedule.text("id"), params.toArray(String[]::new));
    }

    private Doc read(Doc schedule) {
        return stripe.wire.get(PATH + "/" + schedule.text("id"));
    }

    private long priceAmount() {
        return stripe.wire.get("/v1/prices/price_basic_monthly").number("unit_amount");
    }

    private long invoices() {
        return stripe.wire
                .get("/v1/invoices", "customer", customer)
                .children("data")
                .size();
    }

    private static String priceOf(Doc shown) {
        return shown.children("items").get(0).text("price", "id");
    }
}
