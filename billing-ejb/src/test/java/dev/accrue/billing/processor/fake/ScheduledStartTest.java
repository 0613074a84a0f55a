package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Subscriptions that a schedule begins, after Stripe's examples.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules/use-cases">Stripe: Subscription
 *     schedules use cases</a>
 */
class ScheduledStartTest {

    private static final String PATH = "/v1/subscription_schedules";

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-01-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);

    /** The example "Start a subscription in the future". */
    @Test
    void beginsItsSubscriptionWhenItsFirstPhaseDoes() {
        Doc schedule = schedule(TestStripe.seconds("2026-02-01T00:00:00Z"), phase(0, 12, "price_basic_monthly"));
        assertThat(schedule.text("status")).isEqualTo("not_started");
        assertThat(schedule.get("subscription")).isNull();

        stripe.advance(clock, "2026-02-01T02:00:00Z");

        assertThat(read(schedule).text("status")).isEqualTo("active");
        assertThat(subscription(schedule).text("status")).isEqualTo("active");
        assertThat(TestStripe.moment(subscription(schedule), "start_date")).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(invoices()).extracting(invoice -> invoice.text("status")).containsExactly("paid");
    }

    /**
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#creating-subscription-schedules">Stripe:
     *     Create subscription schedules</a>
     */
    @Test
    void leavesTheFirstInvoiceADraftForAnHour() {
        schedule("now", phase(0, 12, "price_basic_monthly"));
        assertThat(invoices()).extracting(invoice -> invoice.text("status")).containsExactly("draft");

        stripe.advance(clock, "2026-01-01T01:00:00Z");

        assertThat(invoices()).extracting(invoice -> invoice.text("status")).containsExactly("paid");
    }

    /** The example "Installment plans": 1,000 USD each month for 6 months. */
    @Test
    void endsItsSubscriptionAfterTheLastInstalment() {
        String press = stripe.priceOf(100_000, "month", "currency", "usd");
        Doc schedule = schedule("now", phase(0, 6, press), "end_behavior", "cancel");

        assertThat(TestStripe.moment(subscription(schedule), "cancel_at")).isEqualTo("2026-07-01T00:00:00Z");
        pass("2026-02-15", "2026-03-15", "2026-04-15", "2026-05-15", "2026-06-15", "2026-07-15");

        assertThat(invoices())
                .extracting(invoice -> invoice.number("amount_paid"))
                .hasSize(6)
                .containsOnly(100_000L);
        assertThat(read(schedule).text("status")).isEqualTo("completed");
        assertThat(TestStripe.moment(read(schedule), "completed_at")).isEqualTo("2026-07-01T00:00:00Z");
        assertThat(subscription(schedule).text("status")).isEqualTo("canceled");
        assertThat(stripe.eventTypes("subscription_schedule.completed", "subscription_schedule.canceled"))
                .containsExactly("subscription_schedule.completed");
    }

    /** The example "Upgrade subscriptions": one publication for a month, then both. */
    @Test
    void addsAnItemWithTheNextPhase() {
        Doc schedule = schedule(
                "now",
                phase(0, 1, "price_basic_monthly"),
                phase(1, 11, "price_basic_monthly", "price_pro_monthly"),
                new String[0]);

        pass("2026-02-02");

        assertThat(subscription(schedule).children("items")).hasSize(2);
        assertThat(TestStripe.amounts(invoices().get(0))).hasSize(2);
    }

    /** The example "Use coupons": half off for six months. */
    @Test
    void redeemsTheCouponOfAPhaseAndLetsGoOfItWithTheNext() {
        stripe.wire.post("/v1/coupons", "id", "half", "percent_off", "50", "duration", "forever");
        schedule("now", phase(0, 6, "price_basic_monthly"), phase(1, 6, "price_basic_monthly"), new String[] {
            "phases[0][discounts][0][coupon]", "half"
        });

        pass("2026-02-15", "2026-03-15", "2026-04-15", "2026-05-15", "2026-06-15", "2026-07-15");

        assertThat(invoices())
                .extracting(invoice -> invoice.number("total"))
                .containsExactly(900L, 450L, 450L, 450L, 450L, 450L, 450L);
    }

    /**
     * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#use-phase-metadata">Stripe:
     *     Use phase metadata</a>
     */
    @Test
    void addsTheMetadataOfItsPhases() {
        Doc schedule =
                schedule("now", phase(0, 1, "price_basic_monthly"), phase(1, 1, "price_basic_monthly"), new String[] {
                    "phases[0][metadata][channel]", "self-serve",
                    "phases[0][metadata][region]", "apac",
                    "phases[0][metadata][upsell-products]", "alpha",
                    "phases[1][metadata][channel]", "sales",
                    "phases[1][metadata][churn-risk]", "high",
                    "phases[1][metadata][upsell-products]", ""
                });

        pass("2026-02-02");

        assertThat(subscription(schedule).child("metadata"))
                .isEqualTo(Doc.of("channel", "sales", "region", "apac", "churn-risk", "high"));
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/webhooks#events">Stripe: Subscription events</a> */
    @Test
    void isAbortedWhenNobodyPays() {
        Doc schedule = schedule("now", phase(0, 12, "price_basic_monthly"));
        stripe.advance(clock, "2026-01-02T00:00:00Z");
        stripe.payWith(customer, "pm_card_chargeCustomerFail");

        pass("2026-02-20");

        assertThat(subscription(schedule).text("status")).isEqualTo("canceled");
        assertThat(read(schedule).text("status")).isEqualTo("canceled");
        assertThat(stripe.eventTypes("subscription_schedule.aborted", "subscription_schedule.canceled"))
                .containsExactly("subscription_schedule.aborted");
    }

    /** Nothing says what Stripe retries here; that it is as with a renewal is unverified. */
    @Test
    void isPastDueWhenTheFirstPaymentFails() {
        stripe.payWith(customer, "pm_card_chargeCustomerFail");
        Doc schedule = schedule("now", phase(0, 12, "price_basic_monthly"));

        stripe.advance(clock, "2026-01-01T02:00:00Z");

        assertThat(subscription(schedule).text("status")).isEqualTo("past_due");
        assertThat(invoices().get(0).hasValue("next_payment_attempt")).isTrue();
    }

    /** @see <a href="https://docs.stripe.com/api/subscription_schedules/cancel">Stripe: Cancel a schedule</a> */
    @Test
    void neverBeginsWhenItIsCanceledBefore() {
        Doc schedule = schedule(TestStripe.seconds("2026-02-01T00:00:00Z"), phase(0, 12, "price_basic_monthly"));

        stripe.wire.post(PATH + "/" + schedule.text("id") + "/cancel");
        pass("2026-02-15");

        assertThat(read(schedule).text("status")).isEqualTo("canceled");
        assertThat(invoices()).isEmpty();
    }

    @Test
    void neverBeginsForACustomerWhoIsDeleted() {
        Doc schedule = schedule(TestStripe.seconds("2026-02-01T00:00:00Z"), phase(0, 12, "price_basic_monthly"));

        stripe.wire.delete("/v1/customers/" + customer);
        pass("2026-02-15");

        assertThat(read(schedule).text("status")).isEqualTo("canceled");
        assertThat(stripe.eventTypes("customer.subscription.created")).isEmpty();
    }

    /** @see <a href="https://docs.stripe.com/api/subscription_schedules/release">Stripe: Release a schedule</a> */
    @Test
    void leavesTheEndToTheSubscriptionWhenToldToOnRelease() {
        Doc dropped = schedule("now", phase(0, 6, "price_basic_monthly"), "end_behavior", "cancel");
        Doc kept = schedule("now", phase(0, 6, "price_pro_monthly"), "end_behavior", "cancel");

        stripe.wire.post(PATH + "/" + dropped.text("id") + "/release");
        stripe.wire.post(PATH + "/" + kept.text("id") + "/release", "preserve_cancel_date", "true");

        assertThat(stripe.wire
                        .get("/v1/subscriptions/" + dropped.text("subscription"))
                        .get("cancel_at"))
                .isNull();
        assertThat(TestStripe.moment(stripe.wire.get("/v1/subscriptions/" + kept.text("subscription")), "cancel_at"))
                .isEqualTo("2026-07-01T00:00:00Z");
    }

    /**
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode">Stripe: Billing mode, the default since
     *     2025-09-30.clover</a>
     */
    @Test
    void billsInFlexibleModeUnlessToldOtherwise() {
        Doc flexible = schedule("now", phase(0, 1, "price_basic_monthly"));
        Doc classic = schedule("now", phase(0, 1, "price_basic_monthly"), "billing_mode[type]", "classic");

        assertThat(subscription(flexible).text("billing_mode", "type")).isEqualTo("flexible");
        assertThat(subscription(classic).text("billing_mode", "type")).isEqualTo("classic");
    }

    @Test
    void paysWithTheCardOfItsDefaultSettings() {
        String card = stripe.wire
                .post("/v1/payment_methods/pm_card_mastercard/attach", "customer", customer)
                .text("id");

        Doc schedule =
                schedule("now", phase(0, 12, "price_basic_monthly"), "default_settings[default_payment_method]", card);

        assertThat(subscription(schedule).text("default_payment_method")).isEqualTo(card);
    }

    /**
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#previewing-schedule-creation-and-updates">Stripe:
     *     Previewing schedule creation and updates</a>
     */
    @Test
    void previewsTheFirstInvoiceBeforeThereIsASchedule() {
        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "customer_details[address][country]",
                "US",
                "schedule_details[phases][0][start_date]",
                "now",
                "schedule_details[phases][0][items][0][price]",
                "price_basic_monthly",
                "schedule_details[phases][0][items][0][quantity]",
                "2",
                "schedule_details[phases][0][duration][interval]",
                "year");

        assertThat(TestStripe.amounts(preview)).containsExactly(1800L);
        assertThat(stripe.wire.get(PATH).children("data")).isEmpty();
    }

    @Test
    void previewsTheFirstInvoiceOfOneThatHasNotBegun() {
        Doc schedule = schedule(TestStripe.seconds("2026-02-01T00:00:00Z"), phase(0, 12, "price_basic_monthly"));

        Doc preview = stripe.wire.post("/v1/invoices/create_preview", "schedule", schedule.text("id"));

        assertThat(TestStripe.amounts(preview)).containsExactly(900L);
        assertThat(TestStripe.moment(preview, "period_end")).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(read(schedule).text("status")).isEqualTo("not_started");
    }

    /**
     * "You can also use a Unix timestamp to backdate the subscription so that it starts on a past date."
     *
     * @see <a href="https://docs.stripe.com/api/subscription_schedules/create">Stripe: Create a schedule,
     *     start_date</a>
     */
    @Test
    void beginsItsSubscriptionInThePast() {
        Doc schedule = schedule(TestStripe.seconds("2025-10-15T00:00:00Z"), phase(0, 12, "price_basic_monthly"));

        stripe.advance(clock, "2026-01-01T02:00:00Z");

        assertThat(TestStripe.moment(subscription(schedule), "start_date")).isEqualTo("2025-10-15T00:00:00Z");
        assertThat(TestStripe.moment(subscription(schedule), "created")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(invoices()).extracting(invoice -> invoice.text("status")).containsExactly("paid");
        assertThat(TestStripe.amounts(invoices().get(0))).containsExactly(900L, 900L, 900L);
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/backdating">Stripe: Backdate subscriptions</a> */
    @Test
    void billsThePastInOneLineInClassicBillingMode() {
        schedule(
                TestStripe.seconds("2025-10-15T00:00:00Z"),
                phase(0, 12, "price_basic_monthly"),
                "billing_mode[type]",
                "classic");

        assertThat(TestStripe.amounts(invoices().get(0))).containsExactly(2_700L);
    }

    @Test
    void billsNothingOfThePastWhenToldTo() {
        schedule(
                TestStripe.seconds("2025-10-15T00:00:00Z"),
                phase(0, 12, "price_basic_monthly"),
                "phases[0][proration_behavior]",
                "none");
        assertThat(invoices()).isEmpty();

        pass("2026-01-16");

        assertThat(invoices()).extracting(invoice -> invoice.number("total")).containsExactly(900L);
    }

    @Test
    void endsAPhaseOfThePastWhenItWouldHaveEnded() {
        Doc schedule = schedule(
                TestStripe.seconds("2025-12-15T00:00:00Z"),
                phase(0, 1, "price_basic_monthly"),
                phase(1, 1, "price_pro_monthly"),
                new String[0]);

        stripe.advance(clock, "2026-01-15T02:00:00Z");

        assertThat(subscription(schedule).children("items").get(0).text("price", "id"))
                .isEqualTo("price_pro_monthly");
        assertThat(TestStripe.amounts(invoices().get(0))).containsExactly(2_900L);
    }

    /** A phase that is over cannot begin anything. */
    @Test
    void hasNoPhaseThatIsOver() {
        String[] over = Stream.of(
                        new String[] {"customer", customer, "start_date", TestStripe.seconds("2025-10-15T00:00:00Z")},
                        phase(0, 1, "price_basic_monthly"))
                .flatMap(Stream::of)
                .toArray(String[]::new);

        assertThat(stripe.wire.refused("POST", PATH, over).text("message")).contains("in the future");
    }

    /** @see <a href="https://docs.stripe.com/api/subscription_schedules/update">Stripe: Update a schedule</a> */
    @Test
    void canBePlannedAnewBeforeItBegins() {
        Doc schedule = schedule(TestStripe.seconds("2026-02-01T00:00:00Z"), phase(0, 12, "price_basic_monthly"));

        Doc planned = plan(schedule, "2026-03-01T00:00:00Z");
        assertThat(planned.text("status")).isEqualTo("not_started");
        assertThat(TestStripe.moment(planned.children("phases").get(0), "start_date"))
                .isEqualTo("2026-03-01T00:00:00Z");
        pass("2026-02-15");
        assertThat(invoices()).isEmpty();
        pass("2026-03-02");

        assertThat(invoices())
                .extracting(invoice -> invoice.number("amount_paid"))
                .containsExactly(2_900L);
    }

    @Test
    void keepsItsBeginningWhenItIsPlannedAnewWithoutOne() {
        Doc schedule = schedule(TestStripe.seconds("2026-02-01T00:00:00Z"), phase(0, 12, "price_basic_monthly"));

        stripe.wire.post(PATH + "/" + schedule.text("id"), phase(0, 6, "price_pro_monthly"));
        pass("2026-02-02");

        assertThat(TestStripe.moment(subscription(schedule), "start_date")).isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void beginsAtOnceWhenItIsPlannedAnewFromNow() {
        Doc schedule = schedule(TestStripe.seconds("2026-02-01T00:00:00Z"), phase(0, 12, "price_basic_monthly"));

        Doc planned = plan(schedule, "now");

        assertThat(planned.text("status")).isEqualTo("active");
        assertThat(TestStripe.moment(subscription(schedule), "start_date")).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void previewsTheFirstInvoiceAsItWouldBePlannedAnew() {
        Doc schedule = schedule(TestStripe.seconds("2026-02-01T00:00:00Z"), phase(0, 12, "price_basic_monthly"));

        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "schedule",
                schedule.text("id"),
                "schedule_details[phases][0][items][0][price]",
                "price_pro_monthly",
                "schedule_details[phases][0][duration][interval]",
                "year");

        assertThat(TestStripe.amounts(preview)).containsExactly(2_900L);
        assertThat(read(schedule).text("status")).isEqualTo("not_started");
    }

    private Doc plan(Doc schedule, String start) {
        List<String> params = new ArrayList<>(
                List.of("phases[0][start_date]", start.equals("now") ? start : TestStripe.seconds(start)));
        params.addAll(List.of(phase(0, 6, "price_pro_monthly")));
        return stripe.wire.post(PATH + "/" + schedule.text("id"), params.toArray(String[]::new));
    }

    private Doc schedule(String start, String[] first, String... more) {
        return schedule(start, first, new String[0], more);
    }

    private Doc schedule(String start, String[] first, String[] second, String[] more) {
        List<String> params = new ArrayList<>(List.of("customer", customer, "start_date", start));
        params.addAll(List.of(first));
        params.addAll(List.of(second));
        params.addAll(List.of(more));
        return stripe.wire.post(PATH, params.toArray(String[]::new));
    }

    private static String[] phase(int number, int months, String... prices) {
        String name = "phases[" + number + "]";
        List<String> params = new ArrayList<>(List.of(
                name + "[duration][interval]", "month", name + "[duration][interval_count]", String.valueOf(months)));
        for (int i = 0; i < prices.length; i++) {
            params.addAll(List.of(name + "[items][" + i + "][price]", prices[i]));
        }
        return params.toArray(String[]::new);
    }

    private void pass(String... days) {
        for (String day : days) {
            stripe.advance(clock, day + "T00:00:00Z");
        }
    }

    private Doc read(Doc schedule) {
        return stripe.wire.get(PATH + "/" + schedule.text("id"));
    }

    private Doc subscription(Doc schedule) {
        return stripe.wire.get("/v1/subscriptions/" + read(schedule).text("subscription"));
    }

    private List<Doc> invoices() {
        return stripe.wire.get("/v1/invoices", "customer", customer).children("data");
    }
}
