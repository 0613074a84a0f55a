package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How time and payments move a subscription, as Stripe describes it.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview">Stripe: How subscriptions work</a>
 * @see <a href="https://docs.stripe.com/billing/testing/test-clocks">Stripe: Test clocks</a>
 */
class SubscriptionLifeTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-01-31T10:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle">Stripe: Billing cycle</a> */
    @Test
    void countsMonthsFromTheAnchorNotFromTheLastPeriod() {
        String subscription = stripe.subscribe(customer, "price_basic_monthly").text("id");

        stripe.advance(clock, "2026-02-28T10:00:00Z");
        stripe.advance(clock, "2026-03-31T12:00:00Z");

        Doc item = item(subscription);
        assertThat(TestStripe.moment(item, "current_period_start")).isEqualTo("2026-03-31T10:00:00Z");
        assertThat(TestStripe.moment(item, "current_period_end")).isEqualTo("2026-04-30T10:00:00Z");
    }

    /** Flexible billing lets the items of one subscription renew at their own pace. */
    @Test
    void billsEachItemAtTheEndOfItsOwnPeriod() {
        stripe.subscribe(customer, "price_basic_monthly", "items[1][price]", "price_pro_yearly");

        stripe.advance(clock, "2026-03-01T00:00:00Z");

        Doc renewal = latestInvoice();
        assertThat(renewal.number("total")).isEqualTo(900);
        assertThat(renewal.children("lines")).hasSize(1);
    }

    @Test
    void renewsWithADraftThatIsFinalisedAndPaidAnHourLater() {
        stripe.subscribe(customer, "price_basic_monthly");

        stripe.advance(clock, "2026-02-28T10:30:00Z");
        Doc draft = latestInvoice();
        stripe.advance(clock, "2026-02-28T11:00:00Z");
        Doc paid = latestInvoice();

        assertThat(draft.text("status")).isEqualTo("draft");
        assertThat(paid.text("status")).isEqualTo("paid");
        assertThat(paid.text("billing_reason")).isEqualTo("subscription_cycle");
        assertThat(TestStripe.moment(paid, "status_transitions", "paid_at")).isEqualTo("2026-02-28T11:00:00Z");
    }

    @Test
    void tellsOfARenewalWithTheOldPeriodsOfItsItems() {
        stripe.subscribe(customer, "price_basic_monthly");

        stripe.advance(clock, "2026-02-28T12:00:00Z");

        Doc previous = stripe.lastEvent("customer.subscription.updated").child("data", "previous_attributes");
        Doc item = previous.children("items").get(0);
        assertThat(TestStripe.moment(item, "current_period_end")).isEqualTo("2026-02-28T10:00:00Z");
        assertThat(previous.names()).containsExactlyInAnyOrder("items", "latest_invoice");
    }

    @Test
    void isPastDueAfterAFailedRenewalAndCanceledAfterTheLastRetry() {
        String subscription = stripe.subscribe(customer, "price_basic_monthly").text("id");
        payWith("pm_card_chargeCustomerFail");

        stripe.advance(clock, "2026-02-28T12:00:00Z");
        String afterTheFirst = status(subscription);
        stripe.advance(clock, "2026-03-20T12:00:00Z");
        String afterTheLast = status(subscription);

        assertThat(List.of(afterTheFirst, afterTheLast)).containsExactly("past_due", "canceled");
        assertThat(stripe.eventTypes("invoice.payment_failed")).hasSize(4);
    }

    @Test
    void recoversWhenARetryFindsABetterCard() {
        String subscription = stripe.subscribe(customer, "price_basic_monthly").text("id");
        payWith("pm_card_chargeCustomerFail");
        stripe.advance(clock, "2026-02-28T12:00:00Z");

        payWith("pm_card_visa");
        stripe.advance(clock, "2026-03-04T12:00:00Z");

        assertThat(status(subscription)).isEqualTo("active");
        assertThat(latestInvoice().number("attempt_count")).isEqualTo(2);
        assertThat(stripe.wire.get("/v1/customers/" + customer).isTrue("delinquent"))
                .isFalse();
    }

    /**
     * Retries go on and count, but execute only with another card, and make no charge before.
     *
     * @see <a href="https://docs.stripe.com/billing/revenue-recovery/smart-retries#non-retryable-decline-codes">Stripe:
     *     Hard decline codes</a>
     */
    @ParameterizedTest
    @ValueSource(strings = {"lost_card", "stolen_card", "pickup_card", "revocation_of_authorization"})
    void doesNotChargeACardAgainThatWasRefusedForGood(String hard) {
        stripe.subscribe(customer, "price_basic_monthly");
        refuse(hard);

        stripe.advance(clock, "2026-03-04T12:00:00Z");

        assertThat(stripe.eventTypes("charge.failed")).hasSize(1);
        assertThat(latestInvoice().number("attempt_count")).isEqualTo(2);
        assertThat(latestInvoice().hasValue("next_payment_attempt")).isTrue();
    }

    @Test
    void chargesACardAgainThatMayPayAnotherTime() {
        stripe.subscribe(customer, "price_basic_monthly");
        refuse("insufficient_funds");

        stripe.advance(clock, "2026-03-04T12:00:00Z");

        assertThat(stripe.eventTypes("charge.failed")).hasSize(2);
    }

    @Test
    void recoversWhenARetryFindsAnotherCardThanTheLostOne() {
        String subscription = stripe.subscribe(customer, "price_basic_monthly").text("id");
        refuse("lost_card");
        stripe.advance(clock, "2026-03-04T12:00:00Z");

        payWith("pm_card_visa");
        stripe.advance(clock, "2026-03-09T12:00:00Z");

        assertThat(status(subscription)).isEqualTo("active");
        assertThat(latestInvoice().number("attempt_count")).isEqualTo(3);
    }

    @Test
    void isCanceledAfterTheLastRetryOfALostCardToo() {
        String subscription = stripe.subscribe(customer, "price_basic_monthly").text("id");
        refuse("lost_card");

        stripe.advance(clock, "2026-03-20T12:00:00Z");

        assertThat(status(subscription)).isEqualTo("canceled");
        assertThat(stripe.eventTypes("charge.failed")).hasSize(1);
    }

    @Test
    void endsAtThePeriodsEndWhenThatIsPlanned() {
        String subscription = stripe.subscribe(customer, "price_basic_monthly").text("id");
        stripe.wire.post("/v1/subscriptions/" + subscription, "cancel_at_period_end", "true");

        stripe.advance(clock, "2026-03-01T00:00:00Z");

        Doc ended = stripe.wire.get("/v1/subscriptions/" + subscription);
        assertThat(ended.text("status")).isEqualTo("canceled");
        assertThat(TestStripe.moment(ended, "ended_at")).isEqualTo("2026-02-28T10:00:00Z");
        assertThat(stripe.eventTypes("invoice.created")).hasSize(1);
    }

    @Test
    void canBeKeptBeforeThePlannedEnd() {
        String subscription = stripe.subscribe(customer, "price_basic_monthly").text("id");
        stripe.wire.post("/v1/subscriptions/" + subscription, "cancel_at_period_end", "true");

        Doc kept = stripe.wire.post("/v1/subscriptions/" + subscription, "cancel_at_period_end", "false");

        assertThat(kept.get("cancel_at")).isNull();
        assertThat(kept.get("canceled_at")).isNull();
    }

    @Test
    void endsAtOnceWhenCanceled() {
        String subscription = stripe.subscribe(customer, "price_basic_monthly").text("id");

        Doc canceled = stripe.wire.delete(
                "/v1/subscriptions/" + subscription,
                "invoice_now",
                "false",
                "cancellation_details[comment]",
                "too many seats");

        assertThat(canceled.text("status")).isEqualTo("canceled");
        assertThat(canceled.text("cancellation_details", "comment")).isEqualTo("too many seats");
        assertThat(stripe.lastEvent("customer.subscription.deleted").text("data", "object", "status"))
                .isEqualTo("canceled");
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/trials">Stripe: Trials</a> */
    @Test
    void billsForTheFirstTimeWhenItsTrialEnds() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "trial_period_days", "14");

        stripe.advance(clock, "2026-02-12T00:00:00Z");
        List<String> announced = stripe.eventTypes("customer.subscription.trial_will_end");
        stripe.advance(clock, "2026-02-14T12:00:00Z");

        assertThat(subscription.text("status")).isEqualTo("trialing");
        assertThat(announced).hasSize(1);
        assertThat(status(subscription.text("id"))).isEqualTo("active");
        assertThat(latestInvoice().number("amount_paid")).isEqualTo(900);
        assertThat(TestStripe.moment(item(subscription.text("id")), "current_period_end"))
                .isEqualTo("2026-03-14T10:00:00Z");
    }

    @Test
    void startsATrialWithAPaidInvoiceOverNothing() {
        Doc subscription = stripe.subscribe(
                customer, "price_basic_monthly", "trial_period_days", "14", "expand[]", "latest_invoice");

        assertThat(subscription.text("latest_invoice", "status")).isEqualTo("paid");
        assertThat(subscription.number("latest_invoice", "total")).isZero();
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/trials">Stripe: Trials</a> */
    @Test
    void endsOrPausesAfterATrialWithoutACardWhenToldSo() {
        String cardless = stripe.wire.post("/v1/customers", "test_clock", clock).text("id");
        String behavior = "trial_settings[end_behavior][missing_payment_method]";
        String canceled = stripe.subscribe(
                        cardless, "price_basic_monthly", "trial_period_days", "7", behavior, "cancel")
                .text("id");
        String paused = stripe.subscribe(cardless, "price_pro_monthly", "trial_period_days", "7", behavior, "pause")
                .text("id");

        stripe.advance(clock, "2026-02-08T00:00:00Z");

        assertThat(List.of(status(canceled), status(paused))).containsExactly("canceled", "paused");
    }

    @Test
    void expiresWhenItsFirstInvoiceIsNotPaidWithinADay() {
        String subscription = stripe.subscribe(
                        customer, "price_basic_monthly", "payment_behavior", "default_incomplete")
                .text("id");

        stripe.advance(clock, "2026-02-01T09:00:00Z");

        assertThat(status(subscription)).isEqualTo("incomplete_expired");
        assertThat(latestInvoice().text("status")).isEqualTo("void");
    }

    @Test
    void becomesPastDueWhenAnInvoiceThatWasSentIsNotPaidInTime() {
        String subscription = stripe.subscribe(
                        customer, "price_basic_monthly", "collection_method", "send_invoice", "days_until_due", "14")
                .text("id");

        stripe.advance(clock, "2026-02-01T00:00:00Z");
        String whenSent = status(subscription);
        stripe.advance(clock, "2026-02-15T00:00:00Z");

        assertThat(whenSent).isEqualTo("active");
        assertThat(latestInvoice().text("status")).isEqualTo("open");
        assertThat(status(subscription)).isEqualTo("past_due");
        assertThat(stripe.eventTypes("invoice.sent", "invoice.overdue"))
                .containsExactly("invoice.sent", "invoice.overdue");
    }

    @Test
    void runsOnTheBusinessTimeWithoutATestClock() {
        String owner = stripe.customerWith("pm_card_visa");
        String subscription = stripe.subscribe(owner, "price_basic_monthly").text("id");

        stripe.business.move(Duration.ofDays(40));
        stripe.simulator.passTime();

        assertThat(TestStripe.moment(item(subscription), "current_period_start"))
                .isEqualTo("2026-02-28T10:00:00Z");
        assertThat(stripe.wire.get("/v1/invoices", "customer", owner).children("data"))
                .extracting(invoice -> invoice.text("status"))
                .containsExactly("paid", "paid");
    }

    /** @see <a href="https://docs.stripe.com/api/test_clocks/advance">Stripe: Advance a test clock</a> */
    @Test
    void refusesToJumpMoreThanTwoIntervals() {
        stripe.subscribe(customer, "price_basic_monthly");

        Doc error = stripe.wire.refused(
                "POST",
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time",
                TestStripe.seconds("2026-05-01T00:00:00Z"));

        assertThat(error.text("param")).isEqualTo("frozen_time");
    }

    private Doc item(String subscription) {
        return stripe.wire
                .get("/v1/subscription_items", "subscription", subscription)
                .children("data")
                .get(0);
    }

    private String status(String subscription) {
        return stripe.wire.get("/v1/subscriptions/" + subscription).text("status");
    }

    private Doc latestInvoice() {
        return stripe.wire
                .get("/v1/invoices", "customer", customer)
                .children("data")
                .get(0);
    }

    private void refuse(String decline) {
        String method = stripe.wire.get("/v1/customers/" + customer).text("invoice_settings", "default_payment_method");
        stripe.wire.post("/_control/payment_methods/" + method + "/refuse", "decline", decline);
    }

    private void payWith(String card) {
        String method = stripe.wire
                .post("/v1/payment_methods/" + card + "/attach", "customer", customer)
                .text("id");
        stripe.wire.post("/v1/customers/" + customer, "invoice_settings[default_payment_method]", method);
    }
}
