package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where a customer is taxed, and their tax ids.
 *
 * @see <a href="https://docs.stripe.com/tax/customer-locations">Stripe: customer locations</a>
 * @see <a href="https://docs.stripe.com/billing/customer/tax-ids">Stripe: customer tax ids</a>
 */
class CustomerTaxTest {

    private static final String[] AT_ONCE = {"tax[validate_location]", "immediately"};

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final Wire wire = stripe.wire;

    /**
     * The formats of the page: a US address needs a postal code, a Canadian one a province or one, others a country.
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "US, 97712,      -,  not_collecting",
                "US, 97712-4918, -,  not_collecting",
                "US, -,          OR, unrecognized_location",
                "US, 977,        -,  unrecognized_location",
                "CA, -,          ON, supported",
                "CA, K1A 0B1,    -,  supported",
                "CA, -,          -,  unrecognized_location",
                "DE, -,          -,  supported",
                "XX, 12345,      -,  unrecognized_location"
            })
    void anAddressSaysEnoughOrNot(String country, String postalCode, String state, String status) {
        String id = wire.post(
                        "/v1/customers",
                        "address[country]",
                        country,
                        "address[postal_code]",
                        postalCode == null ? "" : postalCode,
                        "address[state]",
                        state == null ? "" : state)
                .text("id");

        assertThat(tax(id).text("automatic_tax")).isEqualTo(status);
    }

    @Test
    void theShippingAddressGoesBeforeTheBillingAddress() {
        String id = wire.post(
                        "/v1/customers",
                        "address[country]",
                        "DE",
                        "shipping[name]",
                        "Ada",
                        "shipping[address][country]",
                        "FR")
                .text("id");

        assertThat(tax(id).child("location"))
                .isEqualTo(Doc.of("country", "FR", "source", "shipping_destination", "state", null));
    }

    @Test
    void anIpAddressIsTheLastResort() {
        String id =
                wire.post("/v1/customers", "tax[ip_address]", "198.51.100.7").text("id");

        assertThat(tax(id).text("ip_address")).isEqualTo("198.51.100.7");
        assertThat(tax(id).text("location", "source")).isEqualTo("ip_address");
        assertThat(wire.get("/v1/customers/" + id).names()).doesNotContain("tax");
    }

    /** Prevents customer_tax_location_invalid errors later, as the page says. */
    @Test
    void aPlaceThatCannotBeToldIsRefusedAtOnceWhenAsked() {
        String[] bad = params("address[country]", "US");

        Doc refused = wire.refused("POST", "/v1/customers", params(bad, AT_ONCE));
        String id = wire.post("/v1/customers", bad).text("id");
        Doc later = wire.refused("POST", "/v1/customers/" + id, params(params("name", "Ada"), AT_ONCE));

        assertThat(refused.number("status")).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("customer_tax_location_invalid");
        assertThat(later.text("code")).isEqualTo("customer_tax_location_invalid");
        assertThat(wire.get("/v1/customers/" + id).get("name")).isNull();
        assertThat(wire.get("/v1/customers").children("data")).hasSize(1);
    }

    @Test
    void whetherTaxIsPaidIsOneOfThreeWords() {
        String id = wire.post("/v1/customers", "tax_exempt", "reverse").text("id");

        assertThat(wire.get("/v1/customers/" + id).text("tax_exempt")).isEqualTo("reverse");
        assertThat(wire.refused("POST", "/v1/customers/" + id, "tax_exempt", "maybe")
                        .text("param"))
                .isEqualTo("tax_exempt");
    }

    /** The test values of the page. */
    @ParameterizedTest
    @CsvSource({"000000000, verified", "111111111, unverified", "222222222, pending", "DE123456789, pending"})
    void aTaxIdIsPendingFirstAndItsVerdictFollows(String value, String verdict) {
        String customer = wire.post("/v1/customers").text("id");

        Doc created = taxId(customer, "eu_vat", value);
        Doc later = wire.get("/v1/tax_ids/" + created.text("id"));

        assertThat(created.text("verification", "status")).isEqualTo("pending");
        assertThat(later.text("verification", "status")).isEqualTo(verdict);
        assertThat(later.text("country")).isEqualTo("DE");
        assertThat(stripe.eventTypes("customer.tax_id.updated")).hasSize(verdict.equals("pending") ? 0 : 1);
    }

    @Test
    void typesThatNobodyVerifiesSaySo() {
        String customer = wire.post("/v1/customers").text("id");

        assertThat(taxId(customer, "us_ein", "12-3456789").text("verification", "status"))
                .isEqualTo("unavailable");
    }

    @Test
    void aValueOfTheWrongFormIsRefused() {
        String customer = wire.post("/v1/customers").text("id");

        Doc refused = wire.refused(
                "POST", "/v1/customers/" + customer + "/tax_ids", "type", "eu_vat", "value", "not a number");

        assertThat(refused.text("code")).isEqualTo("tax_id_invalid");
    }

    @Test
    void taxIdsAreListedNewestFirstAndGoneWhenDeleted() {
        String customer = wire.post("/v1/customers").text("id");
        String first = taxId(customer, "eu_vat", "DE123456789").text("id");
        String second = taxId(customer, "gb_vat", "GB123456789").text("id");
        String list = "/v1/customers/" + customer + "/tax_ids";

        assertThat(wire.get(list).children("data"))
                .extracting(id -> id.text("id"))
                .containsExactly(second, first);
        assertThat(wire.delete(list + "/" + first)).isEqualTo(Doc.of("id", first, "object", "tax_id", "deleted", true));
        assertThat(wire.get("/v1/customers/" + customer, "expand[]", "tax_ids").children("tax_ids"))
                .hasSize(1);
        assertThat(wire.refused("GET", list + "/" + first).number("status")).isEqualTo(404);
        assertThat(stripe.eventTypes("customer.tax_id.deleted")).hasSize(1);
    }

    private Doc tax(String customer) {
        return wire.get("/v1/customers/" + customer, "expand[]", "tax").child("tax");
    }

    private Doc taxId(String customer, String type, String value) {
        return wire.post("/v1/customers/" + customer + "/tax_ids", "type", type, "value", value);
    }

    private static String[] params(String... all) {
        return all;
    }

    private static String[] params(String[] some, String[] more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
