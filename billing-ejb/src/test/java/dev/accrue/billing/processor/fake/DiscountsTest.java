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
 * Coupons and promotion codes on subscriptions and their invoices.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/coupons">Stripe: Coupons and promotion codes</a>
 */
class DiscountsTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);
    private final String ten = stripe.priceOf(1_000, "month");
    private final String twenty = stripe.priceOf(2_000, "month");

    /** Stripe's example coupon. */
    @Test
    void aPercentageIsTakenOffEveryInvoice() {
        Doc subscription = subscribe(ten, coupon("percent_off", "25.5", "duration", "forever"));

        stripe.advance(clock, "2026-05-01T02:00:00Z");

        Doc renewal = stripe.latestInvoice(subscription);
        Doc amount = Doc.of("amount", 255, "discount", discountOf(subscription).text("id"));
        assertThat(renewal.children("lines").get(0).children("discount_amounts"))
                .containsExactly(amount);
        assertThat(renewal.children("total_discount_amounts")).containsExactly(amount);
        assertThat(renewal.number("subtotal")).isEqualTo(1_000);
        assertThat(renewal.number("total")).isEqualTo(745);
        assertThat(renewal.number("amount_paid")).isEqualTo(745);
    }

    /** As with a coupon of 2.00 on invoices of 1.00 and 3.00, of which 0 and 1.00 are left. */
    @Test
    void anAmountIsTakenOffButNeverMoreThanThereIs() {
        String coupon = coupon("amount_off", "1500", "currency", "eur", "duration", "forever");

        assertThat(stripe.latestInvoice(subscribe(ten, coupon)).number("total")).isZero();
        assertThat(stripe.latestInvoice(subscribe(twenty, coupon)).number("total"))
                .isEqualTo(500);
    }

    /**
     * "A coupon attached to a subscription takes priority over a coupon attached to a customer."
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/coupons#apply-coupons-to-customers">Stripe: Apply
     *     coupons to customers</a>
     */
    @Test
    void aCustomersIsTakenOffSubscriptionsThatHaveNone() {
        Doc before = stripe.subscribe(customer, ten);
        apply(coupon("percent_off", "50", "duration", "forever"));
        Doc later = stripe.subscribe(customer, twenty);
        Doc own = subscribe(ten, coupon("percent_off", "10", "duration", "forever"));

        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(Stream.of(before, later, own)
                        .map(subscription -> stripe.latestInvoice(subscription).number("total")))
                .containsExactly(500L, 1_000L, 900L);
    }

    @Test
    void aCustomersForOnceIsSpentWithTheFirstInvoice() {
        apply(coupon("percent_off", "50", "duration", "once"));

        long first = stripe.latestInvoice(stripe.subscribe(customer, ten)).number("total");
        long second = stripe.latestInvoice(stripe.subscribe(customer, twenty)).number("total");

        assertThat(List.of(first, second)).containsExactly(500L, 2_000L);
        assertThat(stripe.wire.get("/v1/customers/" + customer).get("discount")).isNull();
    }

    /** Prorations see what the invoices see. */
    @Test
    void aCustomersIsTakenOffProrations() {
        apply(coupon("percent_off", "50", "duration", "forever"));
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][price]",
                twenty,
                "proration_behavior",
                "always_invoice");

        assertThat(stripe.latestInvoice(subscription).number("total")).isEqualTo(250);
    }

    /** @see <a href="https://docs.stripe.com/api/discounts/delete">Stripe: Delete a customer discount</a> */
    @Test
    void aCustomersCanBeTakenAway() {
        apply(coupon("percent_off", "50", "duration", "forever"));

        stripe.wire.delete("/v1/customers/" + customer + "/discount");

        assertThat(stripe.latestInvoice(stripe.subscribe(customer, ten)).number("total"))
                .isEqualTo(1_000);
        assertThat(stripe.wire
                        .refused("DELETE", "/v1/customers/" + customer + "/discount")
                        .number("status"))
                .isEqualTo(404);
    }

    /**
     * "A single coupon can define different discount amounts for different currencies."
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/coupons#create-coupons">Stripe: Create a coupon</a>
     */
    @Test
    void anAmountIsAnotherOneInAnotherCurrency() {
        String coupon = coupon(
                "amount_off",
                "100",
                "currency",
                "usd",
                "currency_options[eur][amount_off]",
                "90",
                "duration",
                "forever");

        assertThat(stripe.latestInvoice(subscribe(ten, coupon)).number("total")).isEqualTo(910);
        assertThat(stripe.wire
                        .get("/v1/coupons/" + coupon, "expand[]", "currency_options")
                        .child("currency_options"))
                .isEqualTo(Doc.of("usd", Doc.of("amount_off", 100), "eur", Doc.of("amount_off", 90)));
    }

    /** 5.00 over 10.00 and 20.00 is 1.66 and 3.34; which of them has the rest is unverified. */
    @Test
    void anAmountIsDividedAmongTheLines() {
        Doc subscription = subscribe(
                ten, coupon("amount_off", "500", "currency", "eur", "duration", "forever"), "items[1][price]", twenty);

        assertThat(discounted(stripe.latestInvoice(subscription))).containsExactly(166L, 334L);
    }

    /** "Subscription item discounts are applied before subscription discounts"; what the second sees is unverified. */
    @Test
    void anItemsDiscountComesFirst() {
        String half = coupon("percent_off", "50", "duration", "forever");
        Doc subscription = subscribe(
                ten,
                coupon("amount_off", "100", "currency", "eur", "duration", "forever"),
                "items[0][discounts][0][coupon]",
                half);

        Doc invoice = stripe.latestInvoice(subscription);

        assertThat(discounted(invoice)).containsExactly(600L);
        assertThat(invoice.number("subtotal")).isEqualTo(500);
        assertThat(invoice.number("total")).isEqualTo(400);
        assertThat(invoice.children("lines").get(0).texts("discounts"))
                .isEqualTo(subscription.children("items").get(0).texts("discounts"))
                .hasSize(1);
        assertThat(invoice.texts("discounts")).isEqualTo(subscription.texts("discounts"));
    }

    @Test
    void onceIsTheFirstInvoiceThatCostsSomething() {
        Doc subscription = stripe.subscribe(
                customer, ten, "trial_period_days", "7", "discounts[0][coupon]", coupon("percent_off", "50"));
        stripe.advance(clock, "2026-04-08T02:00:00Z");
        Doc first = stripe.latestInvoice(subscription);
        stripe.advance(clock, "2026-05-08T02:00:00Z");

        assertThat(first.number("total")).isEqualTo(500);
        assertThat(stripe.latestInvoice(subscription).number("total")).isEqualTo(1_000);
        assertThat(stripe.subscription(subscription).texts("discounts")).isEmpty();
        assertThat(stripe.lastEvent("customer.discount.deleted").text("data", "object", "id"))
                .isEqualTo(subscription.texts("discounts").get(0));
    }

    /**
     * "A coupon with a four month duration applies to the first four months of a monthly subscription."
     *
     * @see <a href="https://docs.stripe.com/api/coupons/object">Stripe: The Coupon object, duration</a>
     */
    @Test
    void repeatingIsSoManyMonths() {
        Doc subscription =
                subscribe(ten, coupon("percent_off", "50", "duration", "repeating", "duration_in_months", "2"));

        List<Long> totals = Stream.of("2026-04-02", "2026-05-02", "2026-06-02", "2026-07-02")
                .map(day -> {
                    stripe.advance(clock, day + "T00:00:00Z");
                    return stripe.latestInvoice(subscription).number("total");
                })
                .toList();

        assertThat(totals).containsExactly(500L, 500L, 1_000L, 1_000L);
        assertThat(TestStripe.moment(discountOf(subscription), "end")).isEqualTo("2026-06-01T00:00:00Z");
    }

    @Test
    void aDiscountNamesItsCouponAndItsSubscription() {
        String coupon = coupon("percent_off", "50", "duration", "forever");

        Doc discount = discountOf(subscribe(ten, coupon));

        assertThat(discount.text("source", "coupon", "id")).isEqualTo(coupon);
        assertThat(discount.text("subscription")).startsWith("sub_");
        assertThat(discount.text("customer")).isEqualTo(customer);
        assertThat(stripe.wire.get("/v1/coupons/" + coupon).number("times_redeemed"))
                .isEqualTo(1);
    }

    /** @see <a href="https://docs.stripe.com/error-codes#coupon-expired">Stripe: Error codes</a> */
    @Test
    void cannotBeRedeemedTooOftenOrTooLate() {
        String once = coupon("percent_off", "50", "max_redemptions", "1");
        String old = coupon("percent_off", "50", "redeem_by", TestStripe.seconds("2026-03-01T00:00:00Z"));
        subscribe(ten, once);

        assertThat(refused(once).text("code")).isEqualTo("coupon_expired");
        assertThat(refused(old).text("code")).isEqualTo("coupon_expired");
        assertThat(refused("NOSUCH").text("code")).isEqualTo("resource_missing");
        assertThat(stripe.wire.get("/v1/coupons/" + once).isTrue("valid")).isFalse();
    }

    @Test
    void theDiscountsOfAnUpdateTakeThePlaceOfThoseBefore() {
        Doc subscription = subscribe(ten, coupon("percent_off", "50", "duration", "forever"));
        String kept = subscription.texts("discounts").get(0);

        Doc both = stripe.update(
                subscription,
                "discounts[0][discount]",
                kept,
                "discounts[1][coupon]",
                coupon("percent_off", "10", "duration", "forever"));
        Doc none = stripe.update(subscription, "discounts", "");

        assertThat(both.texts("discounts")).hasSize(2).startsWith(kept);
        assertThat(none.texts("discounts")).isEmpty();
        assertThat(stripe.eventTypes("customer.discount.deleted")).hasSize(2);
        assertThat(stripe.eventTypes("customer.subscription.updated")).hasSize(2);
    }

    @Test
    void aCouponCanBeForSomeProductsOnly() {
        Doc subscription = subscribe(
                ten,
                coupon("percent_off", "50", "duration", "forever", "applies_to[products][]", "prod_pro"),
                "items[1][price]",
                "price_pro_monthly");

        assertThat(discounted(stripe.latestInvoice(subscription))).containsExactly(0L, 1_450L);
    }

    /**
     * That prorations are of the discounted price is documented; the numbers follow from the rule.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations">Stripe: Prorations</a>
     */
    @Test
    void prorationsAreOfWhatWasPaid() {
        Doc subscription = subscribe(ten, coupon("percent_off", "50", "duration", "forever"));
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        upgrade(subscription);

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(TestStripe.amounts(invoice)).containsExactly(-250L, 500L);
        assertThat(discounted(invoice)).containsExactly(0L, 0L);
        assertThat(invoice.number("total")).isEqualTo(250);
        assertThat(invoice.children("lines"))
                .allSatisfy(line -> assertThat(line.texts("discounts")).hasSize(1));
    }

    /**
     * @see <a href="https://docs.stripe.com/changelog/clover/2025-09-30/itemize-proration-discount-amounts">Stripe:
     *     Adds the ability to itemize proration discount amounts</a>
     */
    @Test
    void prorationsCanShowTheirDiscounts() {
        Doc subscription = subscribe(
                ten,
                coupon("percent_off", "50", "duration", "forever"),
                "billing_mode[type]",
                "flexible",
                "billing_mode[flexible][proration_discounts]",
                "itemized");
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        upgrade(subscription);

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(TestStripe.amounts(invoice)).containsExactly(-500L, 1_000L);
        assertThat(discounted(invoice)).containsExactly(-250L, 500L);
        assertThat(invoice.number("total")).isEqualTo(250);
    }

    /**
     * Flexible mode gives back what was debited; classic mode the price of now, less "the last discounts used".
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Credit proration
     *     calculations</a>
     */
    @ParameterizedTest
    @CsvSource({"flexible, -250", "classic, -500"})
    void aDiscountThatIsOverStillLowersTheCredit(String mode, long total) {
        Doc subscription = subscribe(ten, coupon("percent_off", "50"), "billing_mode[type]", mode);
        stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][price]",
                twenty,
                "proration_behavior",
                "none");

        assertThat(TestStripe.amounts(cancelledAtHalfTime(subscription))).containsExactly(total);
    }

    /**
     * Classic mode divides an amount evenly among prorations, flexible mode by what the items cost.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Proportional discount
     *     application for prorations</a>
     */
    @ParameterizedTest
    @CsvSource({"flexible, -417, -833", "classic, -375, -875"})
    void anAmountIsDividedAmongProrations(String mode, long first, long second) {
        Doc subscription = subscribe(
                ten,
                coupon("amount_off", "500", "currency", "eur", "duration", "forever"),
                "items[1][price]",
                twenty,
                "billing_mode[type]",
                mode);

        assertThat(TestStripe.amounts(cancelledAtHalfTime(subscription))).containsExactly(first, second);
    }

    /** @see <a href="https://docs.stripe.com/api/promotion_codes">Stripe: Promotion codes</a> */
    @Test
    void aPromotionCodeIsFoundByWhatTheCustomerTypes() {
        Doc code = promotionCode("code", "FALL20");

        Doc found = stripe.wire
                .get("/v1/promotion_codes", "code", "fall20", "expand[]", "data.promotion.coupon")
                .children("data")
                .get(0);
        Doc subscription = stripe.subscribe(customer, ten, "discounts[0][promotion_code]", found.text("id"));

        assertThat(found.number("promotion", "coupon", "percent_off")).isEqualTo(20);
        assertThat(stripe.latestInvoice(subscription).number("total")).isEqualTo(800);
        assertThat(discountOf(subscription).text("promotion_code")).isEqualTo(code.text("id"));
        assertThat(stripe.wire.get("/v1/promotion_codes/" + code.text("id")).number("times_redeemed"))
                .isEqualTo(1);
    }

    @Test
    void aPromotionCodeCanBeRestricted() {
        String others =
                promotionCode("customer", stripe.customerWith("pm_card_visa")).text("id");
        String much = promotionCode(
                        "restrictions[minimum_amount]", "1001", "restrictions[minimum_amount_currency]", "eur")
                .text("id");
        String first =
                promotionCode("restrictions[first_time_transaction]", "true").text("id");
        stripe.subscribe(customer, ten, "discounts[0][promotion_code]", first);

        assertThat(Stream.of(others, much, first).map(this::refusedCode))
                .allSatisfy(error -> assertThat(error.text("param")).isEqualTo("discounts[0][promotion_code]"));
    }

    @Test
    void twoActiveCodesAreNeverTheSame() {
        promotionCode("code", "FALL20");

        Doc error = stripe.wire.refused(
                "POST",
                "/v1/promotion_codes",
                "promotion[type]",
                "coupon",
                "promotion[coupon]",
                coupon("percent_off", "20"),
                "code",
                "Fall20");

        assertThat(error.text("param")).isEqualTo("code");
    }

    @Test
    void aPreviewShowsTheDiscountAndRedeemsNothing() {
        String coupon = coupon("percent_off", "50");

        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "customer",
                customer,
                "discounts[0][coupon]",
                coupon,
                "subscription_details[items][0][price]",
                ten);

        assertThat(preview.number("total")).isEqualTo(500);
        assertThat(preview.children("total_discount_amounts")).hasSize(1);
        assertThat(stripe.wire.get("/v1/coupons/" + coupon).number("times_redeemed"))
                .isZero();
    }

    @Test
    void aDraftCanBeDiscountedByItself() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-05-01T00:30:00Z");
        String draft = stripe.subscription(subscription).text("latest_invoice");

        Doc invoice = stripe.wire.post(
                "/v1/invoices/" + draft, "discounts[0][coupon]", coupon("percent_off", "50"), "expand[]", "discounts");
        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(invoice.number("total")).isEqualTo(500);
        assertThat(invoice.children("discounts").get(0).text("invoice")).isEqualTo(draft);
        assertThat(stripe.latestInvoice(subscription).number("amount_paid")).isEqualTo(500);
    }

    @Test
    void theLastDiscountCanBeTakenOff() {
        Doc subscription = subscribe(ten, coupon("percent_off", "50", "duration", "forever"));

        Doc deleted = stripe.wire.delete("/v1/subscriptions/" + subscription.text("id") + "/discount");

        assertThat(deleted.isTrue("deleted")).isTrue();
        assertThat(stripe.subscription(subscription).texts("discounts")).isEmpty();
    }

    private Doc cancelledAtHalfTime(Doc subscription) {
        stripe.advance(clock, "2026-04-16T00:00:00Z");
        stripe.wire.delete("/v1/subscriptions/" + subscription.text("id"), "prorate", "true", "invoice_now", "true");
        return stripe.latestInvoice(subscription);
    }

    private void upgrade(Doc subscription) {
        stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][price]",
                twenty,
                "proration_behavior",
                "always_invoice");
    }

    private Doc subscribe(String price, String coupon, String... more) {
        return stripe.subscribe(
                customer,
                price,
                Stream.concat(Stream.of("discounts[0][coupon]", coupon), Stream.of(more))
                        .toArray(String[]::new));
    }

    private void apply(String coupon) {
        stripe.wire.post("/_control/customers/" + customer + "/discount", "coupon", coupon);
    }

    private String coupon(String... params) {
        return stripe.wire.post("/v1/coupons", params).text("id");
    }

    private Doc promotionCode(String... more) {
        String coupon = coupon("percent_off", "20", "duration", "forever");
        return stripe.wire.post(
                "/v1/promotion_codes",
                Stream.concat(Stream.of("promotion[type]", "coupon", "promotion[coupon]", coupon), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Doc discountOf(Doc subscription) {
        String expand = "discounts.source.coupon";
        return stripe
                .wire
                .get("/v1/subscriptions/" + subscription.text("id"), "expand[]", expand)
                .children("discounts")
                .stream()
                .findFirst()
                .orElseGet(() -> stripe.events()
                        .filter(event -> event.is("type", "customer.discount.created"))
                        .map(event -> event.child("data", "object"))
                        .filter(discount -> discount.is("subscription", subscription.text("id")))
                        .findFirst()
                        .orElseThrow());
    }

    private Doc refused(String coupon) {
        return stripe.wire.refused(
                "POST",
                "/v1/subscriptions",
                "customer",
                customer,
                "items[0][price]",
                ten,
                "discounts[0][coupon]",
                coupon);
    }

    private Doc refusedCode(String code) {
        return stripe.wire.refused(
                "POST",
                "/v1/subscriptions",
                "customer",
                customer,
                "items[0][price]",
                ten,
                "discounts[0][promotion_code]",
                code);
    }

    private static List<Long> discounted(Doc invoice) {
        return invoice.children("lines").stream()
                .map(line -> line.children("discount_amounts").stream()
                        .mapToLong(cut -> cut.number("amount"))
                        .sum())
                .toList();
    }
}
