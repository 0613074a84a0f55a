package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import org.junit.jupiter.api.Test;

/**
 * Customers and the cards they pay with.
 *
 * @see <a href="https://docs.stripe.com/api/customers">Stripe: Customers</a>
 * @see <a href="https://docs.stripe.com/testing">Stripe: Testing</a>
 */
class CustomersAndCardsTest {

    private final TestStripe stripe = new TestStripe();
    private final Wire wire = stripe.wire;

    /** @see <a href="https://docs.stripe.com/api/metadata">Stripe: Metadata</a> */
    @Test
    void mergesMetadataKeyByKey() {
        String id = wire.post("/v1/customers", "metadata[a]", "1", "metadata[b]", "2")
                .text("id");

        Doc merged = wire.post("/v1/customers/" + id, "metadata[b]", "", "metadata[c]", "3");
        Doc emptied = wire.post("/v1/customers/" + id, "metadata", "");

        assertThat(merged.child("metadata")).isEqualTo(Doc.of("a", "1", "c", "3"));
        assertThat(emptied.child("metadata").names()).isEmpty();
    }

    @Test
    void emptiesAFieldThatIsSentEmpty() {
        String id = wire.post("/v1/customers", "name", "Ada", "address[city]", "London")
                .text("id");

        Doc emptied = wire.post("/v1/customers/" + id, "name", "", "address", "");

        assertThat(emptied.get("name")).isNull();
        assertThat(emptied.get("address")).isNull();
    }

    @Test
    void leavesAStubOfADeletedCustomerAndEndsTheSubscriptions() {
        String id = stripe.customerWith("pm_card_visa");
        String subscription = stripe.subscribe(id, "price_basic_monthly").text("id");

        wire.delete("/v1/customers/" + id);

        assertThat(wire.get("/v1/customers/" + id)).isEqualTo(Doc.of("id", id, "object", "customer", "deleted", true));
        assertThat(wire.get("/v1/customers").children("data")).isEmpty();
        assertThat(wire.get("/v1/subscriptions/" + subscription).text("status")).isEqualTo("canceled");
        assertThat(wire.refused("POST", "/v1/customers/" + id, "name", "Ada").number("status"))
                .isEqualTo(404);
    }

    @Test
    void makesAFreshCardOfATestTokenEachTime() {
        String customer = wire.post("/v1/customers").text("id");

        Doc visa = attach("pm_card_visa", customer);
        Doc again = attach("pm_card_visa", customer);
        Doc mastercard = attach("pm_card_mastercard", customer);

        assertThat(visa.text("id")).isNotEqualTo(again.text("id"));
        assertThat(mastercard.text("card", "brand")).isEqualTo("mastercard");
        assertThat(mastercard.text("card", "last4")).isEqualTo("4444");
        assertThat(wire.get("/v1/payment_methods", "customer", customer, "type", "card")
                        .children("data"))
                .hasSize(3);
    }

    /** Stripe says that the declining test cards cannot be attached, and gives one that can. */
    @Test
    void refusesToSaveACardThatItsBankDeclines() {
        String customer = wire.post("/v1/customers").text("id");

        Doc error = wire.refused("POST", "/v1/payment_methods/pm_card_chargeDeclined/attach", "customer", customer);
        Doc funds = wire.refused(
                "POST",
                "/v1/payment_methods/pm_card_visa_chargeDeclinedInsufficientFunds/attach",
                "customer",
                customer);

        assertThat(error.number("status")).isEqualTo(402);
        assertThat(error.text("decline_code")).isEqualTo("generic_decline");
        assertThat(funds.text("decline_code")).isEqualTo("insufficient_funds");
        assertThat(attach("pm_card_chargeCustomerFail", customer).text("customer"))
                .isEqualTo(customer);
    }

    @Test
    void keepsACardWithOneCustomerAndForgetsADetachedOne() {
        String customer = stripe.customerWith("pm_card_visa");
        String other = wire.post("/v1/customers").text("id");
        String method = wire.get("/v1/customers/" + customer).text("invoice_settings", "default_payment_method");

        Doc taken = wire.refused("POST", "/v1/payment_methods/" + method + "/attach", "customer", other);
        wire.post("/v1/payment_methods/" + method + "/detach");
        Doc reused = wire.refused("POST", "/v1/payment_methods/" + method + "/attach", "customer", customer);

        assertThat(taken.text("code")).isEqualTo("payment_method_already_attached");
        assertThat(reused.text("param")).isEqualTo("payment_method");
        assertThat(wire.get("/v1/customers/" + customer).get("invoice_settings"))
                .isEqualTo(wire.get("/v1/customers/" + other).get("invoice_settings"));
    }

    @Test
    void takesOnlyTheCustomersOwnCardAsDefault() {
        String customer = wire.post("/v1/customers").text("id");
        String stray = wire.post("/v1/payment_methods", "type", "card", "card[token]", "tok_visa")
                .text("id");

        Doc error =
                wire.refused("POST", "/v1/customers/" + customer, "invoice_settings[default_payment_method]", stray);

        assertThat(error.text("param")).isEqualTo("invoice_settings[default_payment_method]");
    }

    private Doc attach(String card, String customer) {
        return wire.post("/v1/payment_methods/" + card + "/attach", "customer", customer);
    }
}
