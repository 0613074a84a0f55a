package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Things that are sold once, on the invoices of subscriptions.
 *
 * @see <a href="https://docs.stripe.com/billing/invoices/subscription#first-invoice-extra">Stripe: Add an extra charge
 *     on a subscription's first invoice</a>
 */
class AddedItemsTest {

    private final TestStripe stripe = new TestStripe();
    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);
    private String setup = "";

    @BeforeEach
    void sellASetup() {
        setup = stripe.wire
                .post("/v1/prices", "currency", "eur", "product", "prod_basic", "unit_amount", "5000")
                .text("id");
    }

    /** Stripe's example: a one-time charge on the first invoice, which somebody confirms. */
    @Test
    void areOnTheFirstInvoiceAndOnNoOther() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "add_invoice_items[0][price]", setup);
        Doc first = stripe.latestInvoice(subscription);

        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(first.number("amount_paid")).isEqualTo(5_900);
        assertThat(first.children("lines").get(0).text("parent", "type")).isEqualTo("invoice_item_details");
        assertThat(stripe.latestInvoice(subscription).number("total")).isEqualTo(900);
    }

    /** @see <a href="https://docs.stripe.com/api/subscriptions/update">Stripe: Update a subscription</a> */
    @Test
    void waitForTheNextInvoiceOfARunningSubscription() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");

        stripe.update(subscription, "add_invoice_items[0][price]", setup, "add_invoice_items[0][quantity]", "2");
        assertThat(stripe.wire
                        .get("/v1/invoiceitems", "customer", customer, "pending", "true")
                        .children("data"))
                .extracting(item -> item.number("amount"))
                .containsExactly(10_000L);
        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(stripe.latestInvoice(subscription).number("total")).isEqualTo(10_900);
    }

    /** Unlike prorations, which were discounted when they came to be. */
    @Test
    void areDiscountedWithTheInvoice() {
        stripe.wire.post("/v1/coupons", "id", "half", "percent_off", "50", "duration", "forever");

        Doc subscription = stripe.subscribe(
                customer, "price_basic_monthly", "add_invoice_items[0][price]", setup, "discounts[0][coupon]", "half");

        assertThat(stripe.latestInvoice(subscription).number("total")).isEqualTo(2_950);
    }

    @Test
    void areSoldOnceOnly() {
        Doc error = stripe.wire.refused(
                "POST",
                "/v1/subscriptions",
                "customer",
                customer,
                "items[0][price]",
                "price_basic_monthly",
                "add_invoice_items[0][price]",
                "price_pro_monthly");

        assertThat(error.text("param")).isEqualTo("add_invoice_items[0][price]");
    }
}
