package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How time and payments move a subscription, as Stripe describes it.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview">Stripe: How subscriptions work</a>
 * @see <a href="https://docs.stripe.com/billing/testing/test-clocks">Stripe: Test clocks</a>
 */
class SubscriptionLifeTest {

    private final TestStripe stripe = new TestStripe();

    @Test
    void becomesActiveWhenTheFirstPaymentSucceeds() {
        Doc subscription = stripe.subscribe(
                stripe.customerWith("pm_card_visa"), "price_basic_monthly", "expand[]", "latest_invoice.payments");

        assertThat(subscription.text("status")).isEqualTo("active");
        assertThat(subscription.text("latest_invoice", "status")).isEqualTo("paid");
        assertThat(subscription.number("latest_invoice", "amount_paid")).isEqualTo(900);
        assertThat(subscription
                        .child("latest_invoice")
                        .children("payments")
                        .get(0)
                        .text("status"))
                .isEqualTo("paid");
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle">Stripe: Billing cycle</a> */
    @Test
    void countsMonthsFromTheAnchorNotFromTheLastPeriod() {
        String clock = stripe.clockAt("2026-01-31T10:00:00Z");
        String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");

        stripe.advance(clock, "2026-02-28T10:00:00Z");
        stripe.advance(clock, "2026-03-31T12:00:00Z");

        Doc item = stripe.wire
                .get("/v1/subscriptions/" + subscription.text("id"))
                .children("items")
                .get(0);
        assertThat(TestStripe.moment(item, "current_period_start")).isEqualTo("2026-03-31T10:00:00Z");
        assertThat(TestStripe.moment(item, "current_period_end")).isEqualTo("2026-04-30T10:00:00Z");
    }

    @Test
    void renewsWithADraftThatIsFinalisedAndPaidAnHourLater() {
        String clock = stripe.clockAt("2026-01-31T10:00:00Z");
        String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);
        stripe.subscribe(customer, "price_basic_monthly");

        stripe.advance(clock, "2026-02-28T10:30:00Z");
        Doc draft = stripe.wire
                .get("/v1/invoices", "customer", customer)
                .children("data")
                .get(0);
        stripe.advance(clock, "2026-02-28T11:00:00Z");
        Doc paid = stripe.wire
                .get("/v1/invoices", "customer", customer)
                .children("data")
                .get(0);

        assertThat(draft.text("status")).isEqualTo("draft");
        assertThat(paid.text("status")).isEqualTo("paid");
        assertThat(paid.text("billing_reason")).isEqualTo("subscription_cycle");
        assertThat(TestStripe.moment(paid, "status_transitions", "paid_at")).isEqualTo("2026-02-28T11:00:00Z");
    }

    @Test
    void isPastDueAfterAFailedRenewalAndCanceledAfterTheLastRetry() {
        String clock = stripe.clockAt("2026-01-31T10:00:00Z");
        String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);
        String subscription = stripe.subscribe(customer, "price_basic_monthly").text("id");
        stripe.wire.post(
                "/v1/customers/" + customer,
                "invoice_settings[default_payment_method]",
                stripe.wire
                        .post("/v1/payment_methods/pm_card_chargeCustomerFail/attach", "customer", customer)
                        .text("id"));

        stripe.advance(clock, "2026-02-28T12:00:00Z");
        String afterTheFirst =
                stripe.wire.get("/v1/subscriptions/" + subscription).text("status");
        stripe.advance(clock, "2026-03-20T12:00:00Z");
        String afterTheLast =
                stripe.wire.get("/v1/subscriptions/" + subscription).text("status");

        assertThat(List.of(afterTheFirst, afterTheLast)).containsExactly("past_due", "canceled");
        assertThat(stripe.eventTypes("invoice.payment_failed")).hasSize(4);
    }
}
