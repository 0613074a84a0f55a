package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.processor.fake.wire.Doc;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Keys, versions, accounts, errors, lists and expansion at the wire.
 *
 * @see <a href="https://docs.stripe.com/api/errors">Stripe: Errors</a>
 * @see <a href="https://docs.stripe.com/api/pagination">Stripe: Pagination</a>
 * @see <a href="https://docs.stripe.com/api/expanding_objects">Stripe: Expanding responses</a>
 */
class WireFormatTest {

    private final TestStripe stripe = new TestStripe();
    private final Wire wire = stripe.wire;

    @Test
    void refusesARequestWithoutAKey() {
        Doc error = wire.without("authorization").refused("GET", "/v1/customers");

        assertThat(error.number("status")).isEqualTo(401);
        assertThat(error.text("type")).isEqualTo("invalid_request_error");
    }

    @Test
    void refusesALiveKeyWithoutRepeatingIt() {
        Doc error = wire.with("authorization", "Bearer sk_live_verysecretkey").refused("GET", "/v1/customers");

        assertThat(error.number("status")).isEqualTo(401);
        assertThat(error.text("message")).doesNotContain("verysecret");
    }

    @Test
    void takesTheKeyAsAUserNameToo() {
        String basic = Base64.getEncoder().encodeToString("sk_test_1:".getBytes(StandardCharsets.UTF_8));

        assertThat(wire.with("authorization", "Basic " + basic)
                        .get("/v1/customers")
                        .text("object"))
                .isEqualTo("list");
    }

    @Test
    void speaksOneVersionOnly() {
        assertThat(wire.with("stripe-version", "2026-07-29.dahlia")
                        .get("/v1/customers")
                        .text("object"))
                .isEqualTo("list");
        assertThat(wire.with("stripe-version", "2024-06-20")
                        .refused("GET", "/v1/customers")
                        .number("status"))
                .isEqualTo(400);
    }

    @Test
    void keepsAccountsApart() {
        String ours = wire.post("/v1/customers", "email", "ada@example.com").text("id");

        Doc error = wire.with("stripe-account", "acct_other").refused("GET", "/v1/customers/" + ours);

        assertThat(error.text("code")).isEqualTo("resource_missing");
    }

    @Test
    void answersEachRequestWithItsId() {
        WireResponse first = wire.answer("GET", "/v1/customers");
        WireResponse second = wire.answer("GET", "/v1/nothing");

        assertThat(first.headers().get("request-id")).startsWith("req_");
        assertThat(second.headers().get("request-id"))
                .startsWith("req_")
                .isNotEqualTo(first.headers().get("request-id"));
    }

    @Test
    void knowsNoOtherRoutes() {
        Doc error = wire.refused("POST", "/v1/customers/cus_1/dance");

        assertThat(error.number("status")).isEqualTo(404);
        assertThat(error.text("message")).isEqualTo("Unrecognized request URL (POST: /v1/customers/cus_1/dance).");
    }

    @Test
    void namesAnObjectThatIsNotThere() {
        Doc byPath = wire.refused("GET", "/v1/customers/cus_nobody");
        Doc byParameter = wire.refused(
                "POST", "/v1/subscriptions", "customer", "cus_nobody", "items[0][price]", "price_basic_monthly");

        assertThat(byPath.number("status")).isEqualTo(404);
        assertThat(byPath.text("message")).isEqualTo("No such customer: 'cus_nobody'");
        assertThat(byParameter.number("status")).isEqualTo(400);
        assertThat(byParameter.text("param")).isEqualTo("customer");
    }

    @Test
    void refusesParametersItDoesNotKnow() {
        Doc error = wire.refused("POST", "/v1/customers", "invoice_settings[colour]", "green");

        assertThat(error.text("code")).isEqualTo("parameter_unknown");
        assertThat(error.text("param")).isEqualTo("invoice_settings[colour]");
        assertThat(error.text("doc_url")).isEqualTo("https://stripe.com/docs/error-codes/parameter-unknown");
    }

    @Test
    void missesParametersThatAreRequired() {
        Doc flat = wire.refused("POST", "/v1/products");
        Doc nested = wire.refused(
                "POST",
                "/v1/subscriptions",
                "customer",
                stripe.customerWith("pm_card_visa"),
                "items[0][quantity]",
                "2");

        assertThat(flat.text("code")).isEqualTo("parameter_missing");
        assertThat(nested.text("param")).isEqualTo("items[0][price]");
    }

    @Test
    void saysOpenlyWhatItCannotDoYet() {
        Doc error = wire.refused("POST", "/v1/customers", "balance", "-500");

        assertThat(error.text("message")).contains("does not do this yet").contains("balance");
    }

    @Test
    void refusesAValueOfTheWrongKind() {
        assertThat(wire.refused("GET", "/v1/customers", "limit", "many").text("code"))
                .isEqualTo("parameter_invalid_integer");
        assertThat(wire.refused("GET", "/v1/customers", "limit", "101").text("param"))
                .isEqualTo("limit");
        assertThat(wire.refused("POST", "/v1/customers", "metadata", "text").text("param"))
                .isEqualTo("metadata");
    }

    @Test
    void listsTenNewestFirst() {
        List<String> ids = customers(12);

        Doc page = wire.get("/v1/customers");

        assertThat(page.children("data"))
                .extracting(c -> c.text("id"))
                .hasSize(10)
                .startsWith(ids.get(11), ids.get(10));
        assertThat(page.isTrue("has_more")).isTrue();
        assertThat(page.text("url")).isEqualTo("/v1/customers");
    }

    @Test
    void continuesBehindAndBeforeAnObject() {
        List<String> ids = customers(5);

        Doc behind = wire.get("/v1/customers", "limit", "2", "starting_after", ids.get(3));
        Doc before = wire.get("/v1/customers", "limit", "2", "ending_before", ids.get(1));

        assertThat(behind.children("data")).extracting(c -> c.text("id")).containsExactly(ids.get(2), ids.get(1));
        assertThat(behind.isTrue("has_more")).isTrue();
        assertThat(before.children("data")).extracting(c -> c.text("id")).containsExactly(ids.get(3), ids.get(2));
        assertThat(before.isTrue("has_more")).isTrue();
    }

    @Test
    void filtersByTimeOfCreation() {
        customers(1);
        String now = TestStripe.seconds(TestStripe.START);

        assertThat(wire.get("/v1/customers", "created[gte]", now).children("data"))
                .hasSize(1);
        assertThat(wire.get("/v1/customers", "created[gt]", now).children("data"))
                .isEmpty();
        assertThat(wire.get("/v1/customers", "created", now).children("data")).hasSize(1);
    }

    @Test
    void cutsNestedListsAfterTen() {
        String[] params = new String[24];
        for (int i = 0; i < 12; i++) {
            params[2 * i] = "items[" + i + "][price]";
            params[2 * i + 1] = price(i);
        }
        Doc subscription = stripe.subscribe(stripe.customerWith("pm_card_visa"), params[1], params);

        Doc all = wire.get("/v1/subscription_items", "subscription", subscription.text("id"), "limit", "100");
        assertThat(subscription.children("items")).hasSize(10);
        assertThat(subscription.isTrue("items", "has_more")).isTrue();
        assertThat(all.children("data")).hasSize(12);
    }

    @Test
    void expandsThroughListsAndReferences() {
        stripe.subscribe(stripe.customerWith("pm_card_visa"), "price_basic_monthly");

        Doc page =
                wire.get("/v1/subscriptions", "expand[]", "data.customer", "expand[]", "data.latest_invoice.payments");
        Doc first = page.children("data").get(0);

        assertThat(first.text("customer", "email")).isEqualTo("ada@example.com");
        assertThat(first.child("latest_invoice").children("payments")).hasSize(1);
    }

    @Test
    void refusesToExpandWhatCannotBeExpanded() {
        assertThat(wire.refused("GET", "/v1/prices/price_basic_monthly", "expand[]", "currency")
                        .text("message"))
                .isEqualTo("This property cannot be expanded (currency).");
        assertThat(wire.refused("GET", "/v1/prices", "expand[]", "data.product.default_price.product.default_price")
                        .text("param"))
                .isEqualTo("expand");
    }

    private List<String> customers(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(
                        i -> wire.post("/v1/customers", "name", "Customer " + i).text("id"))
                .toList();
    }

    private String price(int amount) {
        return wire.post(
                        "/v1/prices",
                        "currency",
                        "eur",
                        "unit_amount",
                        String.valueOf(100 + amount),
                        "product",
                        "prod_basic",
                        "recurring[interval]",
                        "month")
                .text("id");
    }
}
