package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Things that are sold once, on the invoices of subscriptions.
 *
 * @see <a href="https://docs.stripe.com/billing/invoices/subscription#first-invoice-extra">Stripe: Add an extra charge
 *     on a subscription's first invoice</a>
 */
class AddedItemsTest {

    @RegisterExtension
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

    /** "Invoice items appended to the next invoice for this subscription", which a trial begins with. */
    @Test
    void arePaidForAtTheBeginningOfATrial() {
        Doc trial = stripe.subscribe(
                customer, "price_basic_monthly", "add_invoice_items[0][price]", setup, "trial_period_days", "14");
        Doc first = stripe.latestInvoice(trial);

        stripe.advance(clock, "2026-04-15T02:00:00Z");

        assertThat(trial.text("status")).isEqualTo("trialing");
        assertThat(TestStripe.amounts(first)).containsExactly(5_000L, 0L);
        assertThat(first.number("amount_paid")).isEqualTo(5_000);
        assertThat(stripe.latestInvoice(trial).number("amount_paid")).isEqualTo(900);
    }

    @Test
    void areNotSimulatedForATrialWhoseCardIsDeclined() {
        stripe.payWith(customer, "pm_card_chargeCustomerFail");

        Doc error = stripe.wire.refused(
                "POST",
                "/v1/subscriptions",
                "customer",
                customer,
                "items[0][price]",
                "price_basic_monthly",
                "add_invoice_items[0][price]",
                setup,
                "trial_period_days",
                "14");

        assertThat(error.text("param")).isEqualTo("add_invoice_items");
        assertThat(stripe.wire.get("/v1/subscriptions", "customer", customer).children("data"))
                .isEmpty();
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: Pending updates</a> */
    @Test
    void triggerNoPendingUpdateByThemselves() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.payWith(customer, "pm_card_chargeCustomerFail");

        Doc updated = stripe.update(
                subscription, "add_invoice_items[0][price]", setup, "payment_behavior", "pending_if_incomplete");

        assertThat(updated.get("pending_update")).isNull();
        assertThat(waiting()).hasSize(1);
    }

    /**
     * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates-reference">Stripe: Pending updates
     *     reference, supported attributes</a>
     */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "flexible"})
    void goWithTheInvoiceOfAChangeThatWaitsForItsPayment(String mode) {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "billing_mode[type]", mode);
        upgradeWithABadCard(subscription);
        assertThat(stripe.latestInvoice(subscription).number("total")).isEqualTo(7_000);
        assertThat(waiting()).isEmpty();

        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(stripe.latestInvoice(subscription).number("total")).isEqualTo(900);
    }

    @Test
    void arePaidForWithTheChangeThatWaited() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        upgradeWithABadCard(subscription);

        stripe.wire.post(
                "/v1/invoices/" + stripe.latestInvoice(subscription).text("id") + "/pay",
                "payment_method",
                "pm_card_mastercard");

        assertThat(stripe.latestInvoice(subscription).number("amount_paid")).isEqualTo(7_000);
        assertThat(stripe.subscription(subscription).get("pending_update")).isNull();
    }

    /** From 9 to 29 euros at the beginning of the period: 20 euros beside the 50. */
    private void upgradeWithABadCard(Doc subscription) {
        stripe.payWith(customer, "pm_card_chargeCustomerFail");
        Doc waits = stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][price]",
                "price_pro_monthly",
                "add_invoice_items[0][price]",
                setup,
                "proration_behavior",
                "always_invoice",
                "payment_behavior",
                "pending_if_incomplete");
        assertThat(waits.hasValue("pending_update")).isTrue();
    }

    private List<Doc> waiting() {
        return stripe.wire
                .get("/v1/invoiceitems", "customer", customer, "pending", "true")
                .children("data");
    }
}
