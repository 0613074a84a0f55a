package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Single payments and refunds.
 *
 * @see <a href="https://docs.stripe.com/payments/paymentintents/lifecycle">Stripe: How PaymentIntents work</a>
 * @see <a href="https://docs.stripe.com/refunds">Stripe: Refund and cancel payments</a>
 */
class PaymentsTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final Wire wire = stripe.wire;
    private final String customer = stripe.customerWith("pm_card_visa");

    @Test
    void succeedsWithACharge() {
        Doc intent = pay("pm_card_visa");

        Doc charge = wire.get("/v1/charges/" + intent.text("latest_charge"), "expand[]", "balance_transaction");
        assertThat(intent.text("status")).isEqualTo("succeeded");
        assertThat(charge.isTrue("paid")).isTrue();
        assertThat(charge.number("balance_transaction", "net")).isEqualTo(2_000 - 30 - 25);
        assertThat(wire.get("/v1/charges", "payment_intent", intent.text("id")).children("data"))
                .hasSize(1);
    }

    @Test
    void waitsForAPaymentMethodThenForConfirmation() {
        Doc bare = wire.post("/v1/payment_intents", "amount", "2000", "currency", "eur");
        Doc ready = wire.post("/v1/payment_intents/" + bare.text("id"), "payment_method", "pm_card_visa");

        assertThat(bare.text("status")).isEqualTo("requires_payment_method");
        assertThat(bare.text("client_secret")).startsWith(bare.text("id") + "_secret_");
        assertThat(ready.text("status")).isEqualTo("requires_confirmation");
    }

    @Test
    void keepsTheFailedAttemptOfADeclinedCard() {
        Doc error = wire.refused(
                "POST",
                "/v1/payment_intents",
                "amount",
                "2000",
                "currency",
                "eur",
                "payment_method",
                "pm_card_chargeDeclinedInsufficientFunds",
                "confirm",
                "true");

        Doc intent = wire.get("/v1/payment_intents/" + error.text("payment_intent", "id"));
        assertThat(error.text("decline_code")).isEqualTo("insufficient_funds");
        assertThat(intent.text("status")).isEqualTo("requires_payment_method");
        assertThat(wire.get("/v1/charges/" + error.text("charge")).text("status"))
                .isEqualTo("failed");
    }

    @Test
    void asksTheCustomerWhoIsThereAndDeclinesOneWhoIsNot() {
        Doc onSession = pay("pm_card_authenticationRequired");
        Doc offSession = wire.refused(
                "POST",
                "/v1/payment_intents",
                "amount",
                "2000",
                "currency",
                "eur",
                "payment_method",
                "pm_card_authenticationRequired",
                "confirm",
                "true",
                "off_session",
                "true");

        assertThat(onSession.text("status")).isEqualTo("requires_action");
        assertThat(offSession.text("code")).isEqualTo("authentication_required");
    }

    @Test
    void refundsInPartsUntilNothingIsLeft() {
        Doc intent = pay("pm_card_visa");
        String charge = intent.text("latest_charge");

        wire.post("/v1/refunds", "payment_intent", intent.text("id"), "amount", "500");
        Doc tooMuch = wire.refused("POST", "/v1/refunds", "charge", charge, "amount", "1501");
        Doc partly = wire.get("/v1/charges/" + charge);
        wire.post("/v1/refunds", "charge", charge);
        Doc fully = wire.get("/v1/charges/" + charge, "expand[]", "refunds");

        assertThat(tooMuch.text("param")).isEqualTo("amount");
        assertThat(partly.number("amount_refunded")).isEqualTo(500);
        assertThat(partly.isTrue("refunded")).isFalse();
        assertThat(fully.isTrue("refunded")).isTrue();
        assertThat(fully.children("refunds")).hasSize(2);
        assertThat(wire.refused("POST", "/v1/refunds", "charge", charge).text("code"))
                .isEqualTo("charge_already_refunded");
    }

    @Test
    void savesACardWithoutAPayment() {
        Doc intent = wire.post(
                "/v1/setup_intents", "customer", customer, "payment_method", "pm_card_mastercard", "confirm", "true");

        assertThat(intent.text("status")).isEqualTo("succeeded");
        assertThat(wire.get("/v1/payment_methods/" + intent.text("payment_method"))
                        .text("customer"))
                .isEqualTo(customer);
    }

    private Doc pay(String card) {
        return wire.post(
                "/v1/payment_intents", "amount", "2000", "currency", "eur", "payment_method", card, "confirm", "true");
    }
}
