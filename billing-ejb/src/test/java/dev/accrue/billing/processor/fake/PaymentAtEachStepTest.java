package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A good card, one whose bank says no, and one whose bank asks the customer, wherever a subscription's life asks for
 * money.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses">Stripe: Subscription
 *     statuses</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#requires-action">Stripe: Handle payments that
 *     require action</a>
 */
class PaymentAtEachStepTest {

    private static final String GOOD = "pm_card_visa";

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith(GOOD, "test_clock", clock);

    @ParameterizedTest
    @CsvSource({
        "create, pm_card_visa, active, paid, succeeded",
        "create, pm_card_chargeCustomerFail, incomplete, open, requires_payment_method",
        "create, pm_card_authenticationRequired, incomplete, open, requires_action",
        "trial_end, pm_card_visa, active, paid, succeeded",
        "trial_end, pm_card_chargeCustomerFail, past_due, open, requires_payment_method",
        "trial_end, pm_card_authenticationRequired, past_due, open, requires_action",
        "renewal, pm_card_visa, active, paid, succeeded",
        "renewal, pm_card_chargeCustomerFail, past_due, open, requires_payment_method",
        "renewal, pm_card_authenticationRequired, past_due, open, requires_action",
        "allow_incomplete, pm_card_visa, active, paid, succeeded",
        "allow_incomplete, pm_card_chargeCustomerFail, past_due, open, requires_payment_method",
        "allow_incomplete, pm_card_authenticationRequired, past_due, open, requires_action",
        "default_incomplete, pm_card_visa, past_due, open, requires_confirmation",
        "pending_if_incomplete, pm_card_visa, active, paid, succeeded",
        "pending_if_incomplete, pm_card_chargeCustomerFail, active, open, requires_payment_method",
        "pending_if_incomplete, pm_card_authenticationRequired, active, open, requires_action"
    })
    void tellsWhatBecameOfIt(String step, String card, String status, String invoiceStatus, String intentStatus) {
        Doc subscription = goThrough(step, card);

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(List.of(
                        stripe.subscription(subscription).text("status"),
                        invoice.text("status"),
                        intentOf(invoice).text("status")))
                .containsExactly(status, invoiceStatus, intentStatus);
    }

    @ParameterizedTest
    @CsvSource({"create", "trial_end", "renewal", "allow_incomplete", "pending_if_incomplete"})
    void isSettledWhenTheCustomerAnswersTheBank(String step) {
        Doc subscription = goThrough(step, "pm_card_authenticationRequired");

        Doc intent = intentOf(stripe.latestInvoice(subscription));
        stripe.wire.post("/_control/payment_intents/" + intent.text("id") + "/authenticate", "outcome", "success");

        Doc now = stripe.subscription(subscription);
        assertThat(now.text("status")).isEqualTo("active");
        assertThat(now.hasValue("pending_update")).isFalse();
        assertThat(stripe.latestInvoice(subscription).text("status")).isEqualTo("paid");
        assertThat(now.children("items").get(0).text("price", "id"))
                .isEqualTo(step.endsWith("incomplete") ? "price_pro_monthly" : "price_basic_monthly");
    }

    @ParameterizedTest
    @CsvSource({"pm_card_chargeCustomerFail", "pm_card_authenticationRequired"})
    void aPendingUpdateThatNobodySettlesIsOverAfter23Hours(String card) {
        Doc subscription = goThrough("pending_if_incomplete", card);

        stripe.advance(clock, "2026-04-16T23:00:00Z");

        Doc now = stripe.subscription(subscription);
        assertThat(now.hasValue("pending_update")).isFalse();
        assertThat(now.text("status")).isEqualTo("active");
        assertThat(now.children("items").get(0).text("price", "id")).isEqualTo("price_basic_monthly");
        assertThat(stripe.latestInvoice(subscription).text("status")).isEqualTo("void");
        assertThat(stripe.eventTypes("customer.subscription.pending_update_expired"))
                .hasSize(1);
    }

    /** @see <a href="https://docs.stripe.com/error-codes">Stripe: Error codes</a> */
    @ParameterizedTest
    @CsvSource({
        "pm_card_chargeCustomerFail, card_declined",
        "pm_card_authenticationRequired, invoice_payment_intent_requires_action"
    })
    void payingAnInvoiceByHandSaysWhyNot(String card, String code) {
        Doc subscription = goThrough("renewal", "pm_card_chargeCustomerFail");
        String invoice = stripe.latestInvoice(subscription).text("id");

        Doc error = stripe.wire.refused("POST", "/v1/invoices/" + invoice + "/pay", "payment_method", attached(card));

        assertThat(error.number("status")).isEqualTo(402);
        assertThat(error.text("code")).isEqualTo(code);
    }

    /**
     * What an account chooses for the end of the retries.
     *
     * @see <a href="https://docs.stripe.com/billing/revenue-recovery/smart-retries">Stripe: Automate payment
     *     retries</a>
     */
    @ParameterizedTest
    @CsvSource({"cancel, canceled", "unpaid, unpaid", "past_due, past_due"})
    void theLastRetryIsFollowedByWhatTheAccountChose(String setting, String status) {
        stripe.wire.post("/_control/settings", "after_retries", setting);
        Doc subscription = goThrough("renewal", "pm_card_chargeCustomerFail");

        stripe.advance(clock, "2026-05-20T00:00:00Z");

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(stripe.subscription(subscription).text("status")).isEqualTo(status);
        assertThat(invoice.number("attempt_count")).isEqualTo(4);
        assertThat(invoice.hasValue("next_payment_attempt")).isFalse();
    }

    /** Invoices go on being made and stay drafts; who pays the latest is active again. */
    @Test
    void anUnpaidSubscriptionGoesOnWithDrafts() {
        stripe.wire.post("/_control/settings", "after_retries", "unpaid");
        Doc subscription = goThrough("renewal", "pm_card_chargeCustomerFail");
        stripe.advance(clock, "2026-05-20T00:00:00Z");

        stripe.advance(clock, "2026-06-02T00:00:00Z");
        Doc draft = stripe.latestInvoice(subscription);
        stripe.wire.post("/v1/invoices/" + draft.text("id") + "/pay", "payment_method", attached(GOOD));

        assertThat(draft.text("status")).isEqualTo("draft");
        assertThat(draft.isTrue("auto_advance")).isFalse();
        assertThat(stripe.subscription(subscription).text("status")).isEqualTo("active");
    }

    /** Until something is to be paid the subscription is in good order. */
    private Doc goThrough(String step, String card) {
        if (step.equals("create")) {
            stripe.payWith(customer, attached(card));
            return stripe.subscribe(customer, "price_basic_monthly");
        }
        Doc subscription = step.equals("trial_end")
                ? stripe.subscribe(customer, "price_basic_monthly", "trial_period_days", "14")
                : stripe.subscribe(customer, "price_basic_monthly");
        stripe.payWith(customer, attached(card));
        switch (step) {
            case "trial_end" -> stripe.advance(clock, "2026-04-15T02:00:00Z");
            case "renewal" -> stripe.advance(clock, "2026-05-01T02:00:00Z");
            default -> upgrade(subscription, step);
        }
        return subscription;
    }

    private void upgrade(Doc subscription, String behavior) {
        stripe.advance(clock, "2026-04-16T00:00:00Z");
        stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][price]",
                "price_pro_monthly",
                "proration_behavior",
                "always_invoice",
                "payment_behavior",
                behavior);
    }

    private String attached(String card) {
        return stripe.wire
                .post("/v1/payment_methods/" + card + "/attach", "customer", customer)
                .text("id");
    }

    private Doc intentOf(Doc invoice) {
        Doc payment = stripe.wire
                .get("/v1/invoice_payments", "invoice", invoice.text("id"))
                .children("data")
                .get(0);
        return stripe.wire.get("/v1/payment_intents/" + payment.text("payment", "payment_intent"));
    }
}
