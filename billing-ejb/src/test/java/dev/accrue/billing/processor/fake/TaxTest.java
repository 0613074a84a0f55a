package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Automatic tax. The rates are the simulator's own; which states there are, and what leads to them, is Stripe's.
 *
 * @see <a href="https://docs.stripe.com/tax/customer-locations">Stripe: Collect customer addresses</a>
 * @see <a href="https://docs.stripe.com/tax/subscriptions">Stripe: Automatically collect tax on recurring payments</a>
 */
class TaxTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String ten = stripe.priceOf(1_000, "month");

    @Test
    void isOnTopOfAPriceThatDoesNotContainIt() {
        Doc invoice = invoiceOf(1_000, "exclusive", "address[country]", "DE");

        assertThat(invoice.number("subtotal")).isEqualTo(1_000);
        assertThat(invoice.number("total")).isEqualTo(1_190);
        assertThat(invoice.number("total_excluding_tax")).isEqualTo(1_000);
        assertThat(invoice.number("amount_paid")).isEqualTo(1_190);
        assertThat(invoice.children("total_taxes"))
                .isEqualTo(invoice.children("lines").get(0).children("taxes"))
                .containsExactly(Doc.of(
                        "amount",
                        190,
                        "tax_behavior",
                        "exclusive",
                        "tax_rate_details",
                        Doc.of("tax_rate", "txr_de_exclusive"),
                        "taxability_reason",
                        "standard_rated",
                        "taxable_amount",
                        1_000,
                        "type",
                        "tax_rate_details"));
        assertThat(invoice.child("automatic_tax").text("status")).isEqualTo("complete");
    }

    @Test
    void isWithinAPriceThatContainsIt() {
        Doc invoice = invoiceOf(1_000, "inclusive", "address[country]", "DE");

        assertThat(invoice.number("total")).isEqualTo(1_000);
        assertThat(invoice.number("total_excluding_tax")).isEqualTo(840);
        assertThat(invoice.number("subtotal_excluding_tax")).isEqualTo(840);
        assertThat(taxes(invoice)).containsExactly(160L);
    }

    /** Rounding line by line, halves away from zero, is unverified. */
    @ParameterizedTest
    @CsvSource({"1000,89", "1001,89", "400,36", "200,18", "1,0", "6,1"})
    void isRoundedToTheCent(long amount, long tax) {
        Doc invoice = invoiceOf(amount, "exclusive", "address[country]", "US", "address[postal_code]", "10001");

        assertThat(taxes(invoice)).containsExactly(tax);
    }

    /**
     * Stripe's example: from 150 a discount of 20 leaves 130 to tax.
     *
     * @see <a href="https://docs.stripe.com/tax/calculating">Stripe: Discounts and tax calculations</a>
     */
    @Test
    void isOnWhatADiscountLeaves() {
        String coupon = stripe.wire
                .post("/v1/coupons", "amount_off", "2000", "currency", "eur")
                .text("id");

        Doc subscription = subscribe(
                customer("address[country]", "DE"), stripe.priceOf(15_000, "month"), "discounts[0][coupon]", coupon);

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(invoice.children("total_taxes").get(0).number("taxable_amount"))
                .isEqualTo(13_000);
        assertThat(invoice.number("total")).isEqualTo(13_000 + 2_470);
        assertThat(invoice.number("total_excluding_tax")).isEqualTo(13_000);
    }

    @Test
    void creditsBearItAsDebitsDo() {
        Doc subscription = subscribe(customer("address[country]", "DE"), ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][price]",
                stripe.priceOf(2_000, "month"),
                "proration_behavior",
                "always_invoice");

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(taxes(invoice)).containsExactly(-95L, 190L);
        assertThat(invoice.number("total")).isEqualTo(595);
    }

    /**
     * Outside of the United States and Canada a country is enough.
     *
     * @see <a href="https://docs.stripe.com/tax/invoicing#set-up-the-customer">Stripe: Set up the customer</a>
     */
    @ParameterizedTest
    @CsvSource({
        "DE,,,supported",
        "CH,,,not_collecting",
        "XX,,,unrecognized_location",
        "US,,,unrecognized_location",
        "US,NY,,unrecognized_location",
        "US,,10001,supported",
        "US,,82001,not_collecting",
        "CA,ON,,supported",
        "CA,,V5K 0A1,supported",
        "CA,,,unrecognized_location"
    })
    void theLocationIsKnownFromAnAddressThatIsPreciseEnough(String country, String state, String code, String status) {
        String customer = customer(
                "address[country]", country,
                "address[state]", state == null ? "" : state,
                "address[postal_code]", code == null ? "" : code);

        assertThat(taxOf(customer).text("automatic_tax")).isEqualTo(status);
    }

    /** The first that is there counts, even when it is not precise enough. */
    @Test
    void theShippingAddressComesFirst() {
        String customer =
                customer("address[country]", "DE", "shipping[name]", "Ada", "shipping[address][country]", "FR");
        String vague = customer("address[country]", "DE", "shipping[name]", "Ada", "shipping[address][country]", "US");

        assertThat(taxOf(customer).child("location"))
                .isEqualTo(Doc.of("country", "FR", "source", "shipping_destination", "state", null));
        assertThat(taxOf(vague).text("automatic_tax")).isEqualTo("unrecognized_location");
    }

    @Test
    void anIpAddressIsTheLastResort() {
        assertThat(taxOf(customer("tax[ip_address]", "203.0.113.7")).text("location", "source"))
                .isEqualTo("ip_address");
        assertThat(taxOf(customer("tax[ip_address]", "10.0.0.1")).text("automatic_tax"))
                .isEqualTo("unrecognized_location");
        assertThat(taxOf(customer("address[line1]", "tax_failed")).text("automatic_tax"))
                .isEqualTo("failed");
    }

    /** @see <a href="https://docs.stripe.com/error-codes#customer-tax-location-invalid">Stripe: Error codes</a> */
    @Test
    void needsALocation() {
        String customer = customer();
        Doc untaxed = stripe.subscribe(customer, ten);

        Doc atStart = stripe.wire.refused("POST", "/v1/subscriptions", wanted(customer));
        Doc later = stripe.wire.refused(
                "POST", "/v1/subscriptions/" + untaxed.text("id"), "automatic_tax[enabled]", "true");

        assertThat(Stream.of(atStart, later)).allSatisfy(error -> {
            assertThat(error.number("status")).isEqualTo(400);
            assertThat(error.text("code")).isEqualTo("customer_tax_location_invalid");
        });
        assertThat(stripe.subscription(untaxed).isTrue("automatic_tax", "enabled"))
                .isFalse();
    }

    /** @see <a href="https://docs.stripe.com/tax/zero-tax">Stripe: Zero tax amounts and reverse charges</a> */
    @ParameterizedTest
    @CsvSource({"DE,exempt,customer_exempt", "DE,reverse,reverse_charge", "CH,none,not_collecting"})
    void canBeNothingForAReason(String country, String exempt, String reason) {
        Doc invoice = invoiceOf(1_000, "exclusive", "address[country]", country, "tax_exempt", exempt);

        assertThat(invoice.children("total_taxes").get(0).text("taxability_reason"))
                .isEqualTo(reason);
        assertThat(invoice.number("total")).isEqualTo(1_000);
    }

    /**
     * Stripe's table for businesses of the European Union: the tax is the buyer's only for one with a tax id in another
     * of its countries. The simulated account is in Germany.
     *
     * @see <a href="https://docs.stripe.com/tax/zero-tax#reverse-charges">Stripe: Reverse charges</a>
     */
    @ParameterizedTest
    @CsvSource({
        "DE,,standard_rated",
        "DE,DE123456789,standard_rated",
        "FR,,standard_rated",
        "FR,FRAB123456789,reverse_charge",
        "GB,DE123456789,standard_rated"
    })
    void aBusinessAbroadAccountsForItItself(String country, String taxId, String reason) {
        String customer = customer("address[country]", country);
        if (taxId != null) {
            stripe.wire.post("/v1/customers/" + customer + "/tax_ids", "type", "eu_vat", "value", taxId);
        }

        Doc invoice = stripe.latestInvoice(subscribe(customer, ten));

        assertThat(invoice.children("total_taxes").get(0).text("taxability_reason"))
                .isEqualTo(reason);
        assertThat(invoice.children("customer_tax_ids"))
                .extracting(id -> id.text("value"))
                .isEqualTo(taxId == null ? List.of() : List.of(taxId));
    }

    /** @see <a href="https://docs.stripe.com/tax/customer-locations">Stripe: Invoice finalization errors</a> */
    @Test
    void aRenewalWithoutALocationGoesOnWithoutTax() {
        String customer = customer("address[country]", "DE");
        Doc subscription = subscribe(customer, ten);
        forgetLocation(customer);

        stripe.advance(clock, "2026-05-01T02:00:00Z");

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(invoice.text("status")).isEqualTo("paid");
        assertThat(invoice.number("total")).isEqualTo(1_000);
        assertThat(invoice.isTrue("automatic_tax", "enabled")).isFalse();
        assertThat(invoice.text("automatic_tax", "disabled_reason")).isEqualTo("finalization_requires_location_inputs");
        assertThat(stripe.subscription(subscription).child("automatic_tax"))
                .isEqualTo(Doc.of("disabled_reason", "requires_location_inputs", "enabled", false)
                        .set("liability", Doc.of("type", "self")));
        assertThat(stripe.eventTypes("invoice.updated", "customer.subscription.updated"))
                .endsWith(
                        "customer.subscription.updated",
                        "invoice.updated",
                        "customer.subscription.updated",
                        "invoice.updated");
    }

    @Test
    void isReckonedAgainWhenTheLocationIsBack() {
        String customer = customer("address[country]", "DE");
        Doc subscription = subscribe(customer, ten);
        forgetLocation(customer);
        stripe.advance(clock, "2026-05-01T02:00:00Z");

        stripe.wire.post("/v1/customers/" + customer, "address[country]", "FR");
        Doc again = stripe.update(subscription, "automatic_tax[enabled]", "true");
        stripe.advance(clock, "2026-06-01T02:00:00Z");

        assertThat(again.hasValue("automatic_tax", "disabled_reason")).isFalse();
        assertThat(taxes(stripe.latestInvoice(subscription))).containsExactly(200L);
    }

    /** Whoever asks for the final invoice is refused, and the draft stays; how much of it is said is unverified. */
    @Test
    void aDraftWithoutALocationCannotBeFinalisedByHand() {
        String customer = customer("address[country]", "DE");
        Doc subscription = subscribe(customer, ten);
        stripe.advance(clock, "2026-05-01T00:30:00Z");
        String draft = stripe.subscription(subscription).text("latest_invoice");
        forgetLocation(customer);

        Doc error = stripe.wire.refused("POST", "/v1/invoices/" + draft + "/finalize");
        Doc stuck = stripe.wire.get("/v1/invoices/" + draft);
        stripe.wire.post("/v1/customers/" + customer, "address[country]", "DE");
        Doc free = stripe.wire.post("/v1/invoices/" + draft + "/finalize");

        assertThat(error.text("code")).isEqualTo("customer_tax_location_invalid");
        assertThat(stuck.text("status")).isEqualTo("draft");
        assertThat(stuck.text("last_finalization_error", "code")).isEqualTo("customer_tax_location_invalid");
        assertThat(stuck.text("automatic_tax", "status")).isEqualTo("requires_location_inputs");
        assertThat(stripe.eventTypes("invoice.finalization_failed")).hasSize(1);
        assertThat(free.hasValue("last_finalization_error")).isFalse();
        assertThat(free.number("total")).isEqualTo(1_190);
    }

    /**
     * @see <a href="https://docs.stripe.com/tax/subscriptions#estimate-taxes-total">Stripe: Estimate taxes and
     *     total</a>
     */
    @Test
    void canBeEstimatedForSomebodyWhoIsNoCustomerYet() {
        Doc estimate = estimate("customer_details[address][country]", "DE");
        Doc vague = estimate("customer_details[address][country]", "US");

        assertThat(estimate.number("total")).isEqualTo(1_190);
        assertThat(vague.text("automatic_tax", "status")).isEqualTo("requires_location_inputs");
        assertThat(vague.number("total")).isEqualTo(1_000);
        assertThat(stripe.wire.get("/v1/customers").children("data")).isEmpty();
    }

    private Doc estimate(String... customer) {
        return stripe.wire.post(
                "/v1/invoices/create_preview",
                Stream.concat(
                                Stream.of(
                                        "automatic_tax[enabled]", "true", "subscription_details[items][0][price]", ten),
                                Stream.of(customer))
                        .toArray(String[]::new));
    }

    private void forgetLocation(String customer) {
        stripe.wire.post("/v1/customers/" + customer, "address", "", "tax[validate_location]", "deferred");
    }

    private Doc invoiceOf(long amount, String behavior, String... customer) {
        String price = stripe.priceOf(amount, "month", "tax_behavior", behavior);
        return stripe.latestInvoice(subscribe(customer(customer), price));
    }

    private String customer(String... more) {
        return stripe.customerWith(
                "pm_card_visa",
                Stream.concat(Stream.of("test_clock", clock), Stream.of(more)).toArray(String[]::new));
    }

    private Doc subscribe(String customer, String price, String... more) {
        return stripe.subscribe(
                customer,
                price,
                Stream.concat(Stream.of("automatic_tax[enabled]", "true"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private String[] wanted(String customer) {
        return new String[] {
            "customer", customer, "items[0][price]", ten, "automatic_tax[enabled]", "true",
        };
    }

    private Doc taxOf(String customer) {
        return stripe.wire.get("/v1/customers/" + customer, "expand[]", "tax").child("tax");
    }

    private static List<Long> taxes(Doc invoice) {
        return invoice.children("lines").stream()
                .flatMap(line -> line.children("taxes").stream())
                .map(tax -> tax.number("amount"))
                .toList();
    }
}
