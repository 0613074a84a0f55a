package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a new subscription, by how its first payment goes.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/create">Stripe: Create a subscription</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#payment-status">Stripe: Payment status</a>
 */
class SubscriptionStartTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    @Test
    void isActiveWhenTheFirstPaymentSucceeds() {
        Doc subscription = stripe.subscribe(
                stripe.customerWith("pm_card_visa"), "price_basic_monthly", "expand[]", "latest_invoice.payments");

        assertThat(subscription.text("status")).isEqualTo("active");
        assertThat(subscription.text("latest_invoice", "status")).isEqualTo("paid");
        assertThat(subscription
                        .child("latest_invoice")
                        .children("payments")
                        .get(0)
                        .text("status"))
                .isEqualTo("paid");
    }

    @Test
    void billsEveryItemByItsQuantity() {
        Doc subscription = stripe.subscribe(
                stripe.customerWith("pm_card_visa"),
                "price_basic_monthly",
                "items[0][quantity]",
                "3",
                "items[1][price]",
                "price_pro_monthly",
                "expand[]",
                "latest_invoice");

        Doc invoice = subscription.child("latest_invoice");
        assertThat(invoice.number("total")).isEqualTo(3 * 900 + 2_900);
        assertThat(invoice.children("lines").get(0).text("description")).isEqualTo("3 × Basic (at €9.00 / month)");
        assertThat(invoice.children("lines").get(0).text("parent", "type")).isEqualTo("subscription_item_details");
        assertThat(invoice.children("lines").get(1).text("pricing", "price_details", "price"))
                .isEqualTo("price_pro_monthly");
    }

    @Test
    void staysIncompleteWhenTheCardIsDeclined() {
        Doc subscription = stripe.subscribe(
                stripe.customerWith("pm_card_chargeCustomerFail"), "price_basic_monthly", "expand[]", "latest_invoice");

        assertThat(subscription.text("status")).isEqualTo("incomplete");
        assertThat(subscription.text("latest_invoice", "status")).isEqualTo("open");
        assertThat(firstIntent(subscription).text("last_payment_error", "decline_code"))
                .isEqualTo("generic_decline");
    }

    @Test
    void waitsForTheCustomerWhenTheBankAsksForAuthentication() {
        Doc subscription = stripe.subscribe(
                stripe.customerWith("pm_card_authenticationRequired"),
                "price_basic_monthly",
                "expand[]",
                "latest_invoice.confirmation_secret");

        Doc intent = firstIntent(subscription);
        assertThat(subscription.text("status")).isEqualTo("incomplete");
        assertThat(intent.text("status")).isEqualTo("requires_action");
        assertThat(intent.text("next_action", "type")).isEqualTo("use_stripe_sdk");
        assertThat(subscription.text("latest_invoice", "confirmation_secret", "client_secret"))
                .isEqualTo(intent.text("client_secret"));
        assertThat(stripe.eventTypes("invoice.payment_action_required")).hasSize(1);
    }

    @Test
    void becomesActiveWhenTheCustomerAuthenticates() {
        Doc subscription =
                stripe.subscribe(stripe.customerWith("pm_card_authenticationRequired"), "price_basic_monthly");

        authenticate(firstIntent(subscription), "success");

        Doc now = stripe.wire.get("/v1/subscriptions/" + subscription.text("id"), "expand[]", "latest_invoice");
        assertThat(now.text("status")).isEqualTo("active");
        assertThat(now.text("latest_invoice", "status")).isEqualTo("paid");
        assertThat(stripe.eventTypes())
                .endsWith(
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "invoice_payment.paid",
                        "invoice.updated",
                        "invoice.paid",
                        "invoice.payment_succeeded",
                        "customer.updated",
                        "customer.subscription.updated");
    }

    @Test
    void staysIncompleteWhenTheCustomerFailsToAuthenticate() {
        Doc subscription =
                stripe.subscribe(stripe.customerWith("pm_card_authenticationRequired"), "price_basic_monthly");

        Doc intent = authenticate(firstIntent(subscription), "fail");

        assertThat(intent.text("status")).isEqualTo("requires_payment_method");
        assertThat(intent.text("last_payment_error", "code")).isEqualTo("payment_intent_authentication_failure");
        assertThat(stripe.wire
                        .get("/v1/subscriptions/" + subscription.text("id"))
                        .text("status"))
                .isEqualTo("incomplete");
    }

    /**
     * Stripe does not try the payment then, even with a card at hand; that the intent says requires_confirmation is
     * reported by Laravel Cashier (pull request 1420), not by Stripe's own pages.
     */
    @Test
    void triesNoPaymentWithDefaultIncomplete() {
        Doc subscription = stripe.subscribe(
                stripe.customerWith("pm_card_visa"), "price_basic_monthly", "payment_behavior", "default_incomplete");

        Doc intent = firstIntent(subscription);
        Doc confirmed = stripe.wire.post("/v1/payment_intents/" + intent.text("id") + "/confirm");

        assertThat(intent.text("status")).isEqualTo("requires_confirmation");
        assertThat(confirmed.text("status")).isEqualTo("succeeded");
        assertThat(stripe.wire
                        .get("/v1/subscriptions/" + subscription.text("id"))
                        .text("status"))
                .isEqualTo("active");
    }

    @Test
    void letsTheCustomerBringACardToAnIncompleteSubscription() {
        String cardless = stripe.wire.post("/v1/customers").text("id");
        Doc subscription = stripe.subscribe(
                cardless,
                "price_basic_monthly",
                "payment_behavior",
                "default_incomplete",
                "payment_settings[save_default_payment_method]",
                "on_subscription");
        Doc intent = firstIntent(subscription);

        stripe.wire.post(
                "/v1/_control/payment_intents/" + intent.text("id") + "/authenticate",
                "outcome",
                "success",
                "payment_method",
                "pm_card_visa");

        Doc now = stripe.wire.get("/v1/subscriptions/" + subscription.text("id"));
        assertThat(intent.text("status")).isEqualTo("requires_payment_method");
        assertThat(now.text("status")).isEqualTo("active");
        assertThat(now.text("default_payment_method")).startsWith("pm_");
    }

    @Test
    void leavesNothingBehindWithErrorIfIncomplete() {
        String customer = stripe.customerWith("pm_card_chargeCustomerFail");

        Doc error = stripe.wire.refused(
                "POST",
                "/v1/subscriptions",
                "customer",
                customer,
                "items[0][price]",
                "price_basic_monthly",
                "payment_behavior",
                "error_if_incomplete");

        assertThat(error.number("status")).isEqualTo(402);
        assertThat(error.text("code")).isEqualTo("card_declined");
        assertThat(stripe.wire
                        .get("/v1/subscriptions", "customer", customer, "status", "all")
                        .children("data"))
                .isEmpty();
    }

    @Test
    void needsACardUnlessItMayStayIncomplete() {
        String cardless = stripe.wire.post("/v1/customers").text("id");

        Doc error = stripe.wire.refused(
                "POST", "/v1/subscriptions", "customer", cardless, "items[0][price]", "price_basic_monthly");

        assertThat(error.text("code")).isEqualTo("resource_missing");
    }

    @Test
    void asksForACardWhenATrialStartsWithoutOne() {
        String cardless = stripe.wire.post("/v1/customers").text("id");

        Doc subscription = stripe.subscribe(
                cardless,
                "price_basic_monthly",
                "trial_period_days",
                "14",
                "payment_behavior",
                "default_incomplete",
                "expand[]",
                "pending_setup_intent");

        assertThat(subscription.text("status")).isEqualTo("trialing");
        assertThat(subscription.text("pending_setup_intent", "status")).isEqualTo("requires_payment_method");
    }

    @Test
    void isPaidByHandAfterADecline() {
        String customer = stripe.customerWith("pm_card_chargeCustomerFail");
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        String invoice = subscription.text("latest_invoice");

        Doc refused = stripe.wire.refused("POST", "/v1/invoices/" + invoice + "/pay");
        Doc paid = stripe.wire.post("/v1/invoices/" + invoice + "/pay", "payment_method", "pm_card_mastercard");

        assertThat(refused.text("code")).isEqualTo("card_declined");
        assertThat(paid.text("status")).isEqualTo("paid");
        assertThat(stripe.wire
                        .get("/v1/subscriptions/" + subscription.text("id"))
                        .text("status"))
                .isEqualTo("active");
    }

    /**
     * That nobody needs a card then is unverified.
     *
     * @see <a href="https://docs.stripe.com/billing/customer/balance">Stripe: Customer invoice balance</a>
     */
    @ParameterizedTest
    @ValueSource(strings = {"allow_incomplete", "default_incomplete", "error_if_incomplete"})
    void isActiveWhenTheCustomersCreditCoversTheFirstInvoice(String behavior) {
        String customer = stripe.customerWith("pm_card_visa");
        Doc cancelled = stripe.subscribe(customer, "price_pro_monthly");
        stripe.wire.delete("/v1/subscriptions/" + cancelled.text("id"), "prorate", "true", "invoice_now", "true");

        Doc subscription = stripe.subscribe(
                customer, "price_basic_monthly", "payment_behavior", behavior, "expand[]", "latest_invoice");

        assertThat(subscription.text("status")).isEqualTo("active");
        assertThat(subscription.text("latest_invoice", "status")).isEqualTo("paid");
        assertThat(subscription.number("latest_invoice", "starting_balance")).isEqualTo(-2_900);
        assertThat(subscription.number("latest_invoice", "ending_balance")).isEqualTo(-2_000);
        assertThat(subscription.number("latest_invoice", "amount_paid")).isZero();
    }

    private Doc firstIntent(Doc subscription) {
        Object latest = subscription.get("latest_invoice");
        String invoice = latest instanceof Doc expanded ? expanded.text("id") : String.valueOf(latest);
        Doc payment = stripe.wire
                .get("/v1/invoice_payments", "invoice", invoice)
                .children("data")
                .get(0);
        return stripe.wire.get("/v1/payment_intents/" + payment.text("payment", "payment_intent"));
    }

    private Doc authenticate(Doc intent, String outcome) {
        return stripe.wire.post("/_control/payment_intents/" + intent.text("id") + "/authenticate", "outcome", outcome);
    }
}
