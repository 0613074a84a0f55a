package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import org.junit.jupiter.api.Test;

/**
 * Products and prices.
 *
 * @see <a href="https://docs.stripe.com/api/prices">Stripe: Prices</a>
 * @see <a href="https://docs.stripe.com/api/products">Stripe: Products</a>
 */
class CatalogueTest {

    private final TestStripe stripe = new TestStripe();
    private final Wire wire = stripe.wire;

    @Test
    void hasTheDemosCatalogueAndPlantsItOnce() {
        new SimulatorSeed(stripe.state, stripe.settings).plant();

        assertThat(wire.get("/v1/prices", "limit", "100").children("data")).hasSize(6);
        assertThat(wire.get("/v1/prices", "lookup_keys[]", "pro_yearly").children("data"))
                .singleElement()
                .satisfies(price -> {
                    assertThat(price.text("id")).isEqualTo("price_pro_yearly");
                    assertThat(price.text("recurring", "interval")).isEqualTo("year");
                });
    }

    @Test
    void keepsALookupKeyWithOnePriceUnlessItIsTransferred() {
        Doc refused = wire.refused("POST", "/v1/prices", withKey("basic_monthly"));
        String[] params = withKey("basic_monthly", "transfer_lookup_key", "true");

        Doc price = wire.post("/v1/prices", params);

        assertThat(refused.text("param")).isEqualTo("lookup_key");
        assertThat(price.text("lookup_key")).isEqualTo("basic_monthly");
        assertThat(wire.get("/v1/prices/price_basic_monthly").get("lookup_key")).isNull();
    }

    @Test
    void filtersPricesByProductActivityAndInterval() {
        wire.post("/v1/prices/price_basic_monthly", "active", "false");

        assertThat(wire.get("/v1/prices", "product", "prod_basic", "active", "true")
                        .children("data"))
                .hasSize(1);
        assertThat(wire.get("/v1/prices", "recurring[interval]", "month").children("data"))
                .hasSize(3);
    }

    @Test
    void refusesInactiveAndOneTimePricesForSubscriptions() {
        wire.post("/v1/prices/price_basic_monthly", "active", "false");
        String once = wire.post(
                        "/v1/prices", "currency", "eur", "unit_amount", "500", "product_data[name]", "Set-up fee")
                .text("id");
        String customer = stripe.customerWith("pm_card_visa");

        assertThat(wire.refused(
                                "POST",
                                "/v1/subscriptions",
                                "customer",
                                customer,
                                "items[0][price]",
                                "price_basic_monthly")
                        .text("message"))
                .contains("inactive");
        assertThat(wire.refused("POST", "/v1/subscriptions", "customer", customer, "items[0][price]", once)
                        .text("message"))
                .contains("one_time");
    }

    @Test
    void deletesOnlyAProductWithoutPrices() {
        String empty = wire.post("/v1/products", "name", "Book", "id", "book").text("id");

        assertThat(wire.delete("/v1/products/" + empty).isTrue("deleted")).isTrue();
        assertThat(wire.refused("DELETE", "/v1/products/prod_basic").number("status"))
                .isEqualTo(400);
    }

    /** @see <a href="https://docs.stripe.com/api/prices/object">Stripe: the price object</a>, expandable fields */
    @Test
    void currencyOptionsAndTiersAreShownOnRequestOnly() {
        String several = stripe.priceOf(
                900,
                "month",
                "currency_options[usd][unit_amount]",
                "1000",
                "currency_options[jpy][unit_amount]",
                "1500");

        Doc plain = wire.get("/v1/prices/" + several);
        Doc expanded = wire.get("/v1/prices/" + several, "expand[]", "currency_options", "expand[]", "tiers");

        assertThat(plain.names()).doesNotContain("currency_options", "tiers");
        assertThat(expanded.child("currency_options").names()).containsExactlyInAnyOrder("eur", "usd", "jpy");
        assertThat(expanded.number("currency_options", "jpy", "unit_amount")).isEqualTo(1500);
        assertThat(expanded.get("tiers")).isNull();
        assertThat(wire.get("/v1/prices", "limit", "1", "expand[]", "data.currency_options")
                        .children("data")
                        .get(0)
                        .hasValue("currency_options", "usd"))
                .isTrue();
    }

    @Test
    void aCurrencyOptionCanBeAddedLaterAndTakenAway() {
        wire.post("/v1/prices/price_basic_monthly", "currency_options[usd][unit_amount]", "1100");
        wire.post("/v1/prices/price_basic_monthly", "currency_options[gbp][unit_amount]", "800");
        wire.post("/v1/prices/price_basic_monthly", "currency_options[usd]", "");

        assertThat(wire.get("/v1/prices/price_basic_monthly", "expand[]", "currency_options")
                        .child("currency_options")
                        .names())
                .containsExactlyInAnyOrder("eur", "gbp");
    }

    /** @see <a href="https://docs.stripe.com/products-prices/pricing-models">Stripe: pricing models</a>, tiers */
    @Test
    void aTieredPriceHasTiersInsteadOfAnAmount() {
        Doc tiered = wire.post("/v1/prices", tiered("inf"));

        assertThat(tiered.get("unit_amount")).isNull();
        assertThat(tiered.text("tiers_mode")).isEqualTo("graduated");
        assertThat(wire.get("/v1/prices/" + tiered.text("id"), "expand[]", "tiers")
                        .children("tiers"))
                .extracting(tier -> tier.get("up_to"))
                .containsExactly(5L, null);
        assertThat(wire.refused("POST", "/v1/prices", tiered("10")).text("param"))
                .isEqualTo("tiers");
    }

    private static String[] tiered(String last) {
        return new String[] {
            "currency",
            "eur",
            "product",
            "prod_basic",
            "recurring[interval]",
            "month",
            "billing_scheme",
            "tiered",
            "tiers_mode",
            "graduated",
            "tiers[0][up_to]",
            "5",
            "tiers[0][unit_amount]",
            "500",
            "tiers[1][up_to]",
            last,
            "tiers[1][unit_amount]",
            "400"
        };
    }

    private static String[] withKey(String key, String... more) {
        String[] params = {
            "currency",
            "eur",
            "unit_amount",
            "1000",
            "product",
            "prod_basic",
            "recurring[interval]",
            "month",
            "lookup_key",
            key
        };
        return java.util.stream.Stream.concat(java.util.Arrays.stream(params), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    /** @see <a href="https://docs.stripe.com/api/subscriptions/create">Stripe: Create a subscription, currency</a> */
    @Test
    void aSubscriptionIsInACurrencyThatItsPriceIsOfferedIn() {
        String price = stripe.priceOf(1_000, "month", "currency_options[usd][unit_amount]", "1200");
        String customer = stripe.customerWith("pm_card_visa");

        Doc subscription = stripe.subscribe(customer, price, "currency", "usd");
        Doc refused = stripe.wire.refused(
                "POST", "/v1/subscriptions", "customer", customer, "items[0][price]", price, "currency", "gbp");

        Doc invoice = stripe.latestInvoice(subscription);
        Doc line = invoice.children("lines").get(0);
        assertThat(invoice.text("currency")).isEqualTo("usd");
        assertThat(invoice.number("total")).isEqualTo(1_200);
        assertThat(line.text("description")).isEqualTo("1 × Basic (at $12.00 / month)");
        assertThat(line.text("pricing", "unit_amount_decimal")).isEqualTo("1200");
        assertThat(refused.text("param")).isEqualTo("currency");
    }
}
