package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What an invoice would be; that it is so then is told by {@link PreviewTellsTheTruthTest}.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: Create a preview invoice</a>
 */
class InvoicePreviewTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);

    @Test
    void isNoInvoiceYet() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");

        Doc preview = stripe.wire.post("/v1/invoices/create_preview", "subscription", subscription.text("id"));

        assertThat(preview.text("id")).startsWith("upcoming_in_");
        assertThat(preview.text("billing_reason")).isEqualTo("upcoming");
        assertThat(preview.text("status")).isEqualTo("draft");
        assertThat(TestStripe.moment(preview, "created")).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(stripe.wire.get("/v1/invoices", "customer", customer).children("data"))
                .hasSize(1);
    }

    @Test
    void leavesTheSubscriptionAsItIs() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        List<String> before = stripe.eventTypes();

        stripe.wire.post(
                "/v1/invoices/create_preview",
                "subscription",
                subscription.text("id"),
                "subscription_details[items][0][id]",
                TestStripe.itemOf(subscription),
                "subscription_details[items][0][price]",
                "price_pro_yearly",
                "subscription_details[billing_cycle_anchor]",
                "now");

        assertThat(stripe.subscription(subscription)).isEqualTo(subscription);
        assertThat(stripe.eventTypes()).isEqualTo(before);
    }

    @Test
    void showsTheFirstInvoiceOfANewSubscription() {
        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "customer",
                customer,
                "subscription_details[items][0][price]",
                "price_pro_monthly",
                "subscription_details[items][0][quantity]",
                "2");

        assertThat(preview.number("total")).isEqualTo(5_800);
        assertThat(stripe.wire.get("/v1/subscriptions", "customer", customer).children("data"))
                .isEmpty();
    }

    /**
     * What comes again and again, without prorations and what is for once.
     *
     * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: Create a preview invoice,
     *     preview_mode</a>
     */
    @Test
    void showsWhatRecurs() {
        stripe.wire.post("/v1/coupons", "id", "ONCE", "percent_off", "50");
        stripe.wire.post("/v1/coupons", "id", "ALWAYS", "amount_off", "100", "currency", "eur", "duration", "forever");
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "discounts[0][coupon]", "ALWAYS");
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "preview_mode",
                "recurring",
                "subscription",
                subscription.text("id"),
                "discounts[0][coupon]",
                "ALWAYS",
                "discounts[1][coupon]",
                "ONCE",
                "subscription_details[items][0][id]",
                TestStripe.itemOf(subscription),
                "subscription_details[items][0][price]",
                "price_pro_monthly",
                "subscription_details[proration_behavior]",
                "always_invoice");

        assertThat(TestStripe.amounts(preview)).containsExactly(2_900L);
        assertThat(preview.number("total")).isEqualTo(2_800);
        assertThat(stripe.subscription(subscription)).isEqualTo(subscription);
    }

    @Test
    void saysFromWhichMomentOnItProrates() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "subscription",
                subscription.text("id"),
                "subscription_details[items][0][id]",
                TestStripe.itemOf(subscription),
                "subscription_details[items][0][price]",
                "price_pro_monthly",
                "subscription_details[proration_date]",
                TestStripe.seconds("2026-04-11T00:00:00Z"));

        assertThat(TestStripe.moment(preview, "parent", "subscription_details", "subscription_proration_date"))
                .isEqualTo("2026-04-11T00:00:00Z");
    }

    @Test
    void showsTheLastInvoiceOfACancellation() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "subscription",
                subscription.text("id"),
                "subscription_details[cancel_now]",
                "true");

        assertThat(preview.number("total")).isEqualTo(-450);
    }

    /** @see <a href="https://docs.stripe.com/error-codes">Stripe: Error codes, invoice_upcoming_none</a> */
    @Test
    void thereIsNoneWhenTheSubscriptionEnds() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.update(subscription, "cancel_at_period_end", "true");

        Doc error = stripe.wire.refused("POST", "/v1/invoices/create_preview", "subscription", subscription.text("id"));

        assertThat(error.text("code")).isEqualTo("invoice_upcoming_none");
    }
}
