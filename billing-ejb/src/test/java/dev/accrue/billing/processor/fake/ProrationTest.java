package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Credits and debits for a part of a period, to the cent. Where Stripe's pages reckon an example, it is here with its
 * numbers; what no page reckons says so.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations">Stripe: Prorations</a>
 */
class ProrationTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);
    private final String ten = stripe.priceOf(1_000, "month");
    private final String twenty = stripe.priceOf(2_000, "month");
    private final String yearly = stripe.priceOf(10_000, "year");

    /** The page's first example: from 10 to 20 at half-time costs 5 more. */
    @Test
    void anUpgradeAtHalfTimeCreditsFiveAndDebitsTen() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        change(subscription, twenty, "proration_behavior", "always_invoice");

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(TestStripe.amounts(invoice)).containsExactly(-500L, 1_000L);
        assertThat(invoice.text("status")).isEqualTo("paid");
        assertThat(invoice.text("billing_reason")).isEqualTo("subscription_update");
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations">the example</a> */
    @Test
    void flexibleModeCreditsWhatWasDebited() {
        Doc subscription = stripe.subscribe(customer, ten);

        assertThat(totalAfterAnUnproratedUpgradeAndADowngrade(subscription)).isZero();
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations">the example</a> */
    @Test
    void classicModeCreditsThePriceOfToday() {
        Doc subscription = stripe.subscribe(customer, ten, "billing_mode[type]", "classic");

        assertThat(totalAfterAnUnproratedUpgradeAndADowngrade(subscription)).isEqualTo(-334);
    }

    @Test
    void prorationsWaitForTheNextInvoiceByDefault() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        change(subscription, twenty);
        List<Doc> waiting = pendingItems();
        stripe.advance(clock, "2026-05-01T02:00:00Z");

        Doc renewal = stripe.latestInvoice(subscription);
        assertThat(waiting).extracting(item -> item.number("amount")).containsExactlyInAnyOrder(-500L, 1_000L);
        assertThat(TestStripe.amounts(renewal)).containsExactly(-500L, 1_000L, 2_000L);
        assertThat(renewal.number("amount_paid")).isEqualTo(2_500);
        assertThat(pendingItems()).isEmpty();
    }

    @Test
    void nothingIsProratedWhenNobodyWantsIt() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        change(subscription, twenty, "proration_behavior", "none");
        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(2_000L);
    }

    /** Counted by the second; the rounding of anything but halves follows from Stripe's examples. */
    @Test
    void countsSeconds() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-11T03:25:45Z");

        change(subscription, twenty, "proration_behavior", "always_invoice");

        long left = 30 * 86_400 - (10 * 86_400 + 3 * 3_600 + 25 * 60 + 45);
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription)))
                .containsExactly(-Math.round(1_000.0 * left / 2_592_000), Math.round(2_000.0 * left / 2_592_000));
    }

    @Test
    void aProrationDateCountsFromAnotherMoment() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-20T00:00:00Z");

        change(
                subscription,
                twenty,
                "proration_behavior",
                "always_invoice",
                "proration_date",
                TestStripe.seconds("2026-04-16T00:00:00Z"));

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(-500L, 1_000L);
    }

    @Test
    void aProrationDateOutsideOfThePeriodIsRefused() {
        Doc subscription = stripe.subscribe(customer, ten);

        Doc error = stripe.wire.refused(
                "POST",
                "/v1/subscriptions/" + subscription.text("id"),
                "proration_date",
                TestStripe.seconds("2026-03-01T00:00:00Z"));

        assertThat(error.text("param")).isEqualTo("proration_date");
    }

    @Test
    void quantitiesAreProratedAsAWhole() {
        Doc subscription = stripe.subscribe(customer, ten, "items[0][quantity]", "3");
        stripe.advance(clock, "2026-04-21T00:00:00Z");

        stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][quantity]",
                "5",
                "proration_behavior",
                "always_invoice");

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(TestStripe.amounts(invoice)).containsExactly(-1_000L, 1_667L);
        assertThat(invoice.children("lines"))
                .extracting(line -> line.text("description"))
                .containsExactly(
                        "Unused time on 3 × Basic after 21 Apr 2026", "Remaining time on 5 × Basic after 21 Apr 2026");
    }

    /**
     * That a negative total becomes credit of the customer is said of downgrades.
     *
     * @see <a href="https://docs.stripe.com/billing/customer/balance">Stripe: Customer invoice balance</a>
     */
    @Test
    void whatADowngradeGivesBackBecomesTheCustomersCredit() {
        Doc subscription = stripe.subscribe(customer, twenty);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        change(subscription, ten, "proration_behavior", "always_invoice");
        Doc downgrade = stripe.latestInvoice(subscription);
        stripe.advance(clock, "2026-05-01T02:00:00Z");
        Doc renewal = stripe.latestInvoice(subscription);

        assertThat(downgrade.number("total")).isEqualTo(-500);
        assertThat(downgrade.number("amount_due")).isZero();
        assertThat(downgrade.text("status")).isEqualTo("paid");
        assertThat(downgrade.number("ending_balance")).isEqualTo(-500);
        assertThat(renewal.number("starting_balance")).isEqualTo(-500);
        assertThat(renewal.number("amount_paid")).isEqualTo(500);
        assertThat(stripe.wire.get("/v1/customers/" + customer).number("balance"))
                .isZero();
    }

    @Test
    void aCreditSaysWhichLineItGivesBack() {
        Doc subscription = stripe.subscribe(customer, ten);
        Doc first = stripe.latestInvoice(subscription);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        change(subscription, twenty, "proration_behavior", "always_invoice");

        Doc details = stripe.latestInvoice(subscription)
                .children("lines")
                .get(0)
                .child("parent", "subscription_item_details");
        assertThat(details.isTrue("proration")).isTrue();
        assertThat(details.text("invoice_item")).startsWith("ii_");
        assertThat(details.text("proration_details", "credited_items", "invoice"))
                .isEqualTo(first.text("id"));
        assertThat(details.child("proration_details", "credited_items").texts("invoice_line_items"))
                .containsExactly(first.children("lines").get(0).text("id"));
    }

    @Test
    void addedAndRemovedItemsAreProrated() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        Doc added = stripe.wire.post(
                "/v1/subscription_items",
                "subscription",
                subscription.text("id"),
                "price",
                twenty,
                "quantity",
                "2",
                "proration_behavior",
                "always_invoice");
        Doc addition = stripe.latestInvoice(subscription);
        Doc removed = stripe.wire.delete(
                "/v1/subscription_items/" + added.text("id"), "proration_behavior", "always_invoice");

        assertThat(TestStripe.amounts(addition)).containsExactly(2_000L);
        assertThat(TestStripe.moment(added, "current_period_end")).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(removed.isTrue("deleted")).isTrue();
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(-2_000L);
        assertThat(stripe.subscription(subscription).children("items")).hasSize(1);
    }

    /**
     * "The new price is billed at the new interval, starting on the day of the change", in classic mode.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/change-price#billing-periods">Stripe: Billing
     *     periods</a>
     */
    @Test
    void classicModeStartsAnewWithAnotherInterval() {
        Doc subscription = stripe.subscribe(customer, ten, "billing_mode[type]", "classic");
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        Doc changed = change(subscription, yearly);

        Doc item = changed.children("items").get(0);
        assertThat(TestStripe.moment(changed, "billing_cycle_anchor")).isEqualTo("2026-04-16T00:00:00Z");
        assertThat(TestStripe.moment(item, "current_period_end")).isEqualTo("2027-04-16T00:00:00Z");
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(-500L, 10_000L);
        assertThat(stripe.latestInvoice(subscription).number("amount_paid")).isEqualTo(9_500);
    }

    /**
     * Flexible mode keeps the anchor; that the new period is aligned to it, and that its price is prorated and waits,
     * is unverified.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare#reset-the-billing-cycle-anchor">
     *     Stripe: Reset the billing cycle anchor</a>
     */
    @Test
    void flexibleModeKeepsTheAnchorWithAnotherInterval() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        Doc changed = change(subscription, yearly);

        assertThat(TestStripe.moment(changed, "billing_cycle_anchor")).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(TestStripe.moment(changed.children("items").get(0), "current_period_end"))
                .isEqualTo("2027-04-01T00:00:00Z");
        assertThat(pendingItems()).extracting(item -> item.number("amount")).containsExactlyInAnyOrder(-500L, 9_589L);
    }

    /**
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/billing-cycle#reset-the-billing-period-to-the-current-time">
     *     Stripe: Reset the billing period to the current time</a>
     */
    @Test
    void theAnchorCanBeResetInEitherMode() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        Doc changed = stripe.update(subscription, "billing_cycle_anchor", "now");

        assertThat(TestStripe.moment(changed.children("items").get(0), "current_period_end"))
                .isEqualTo("2026-05-16T00:00:00Z");
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(-500L, 1_000L);
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/change-price">Stripe: Update the subscription</a> */
    @Test
    void anotherPriceStartsWithOneUnitUnlessToldOtherwise() {
        Doc subscription = stripe.subscribe(customer, ten, "items[0][quantity]", "3");

        Doc changed = change(subscription, twenty);

        assertThat(changed.children("items").get(0).number("quantity")).isEqualTo(1);
    }

    /**
     * That setting cancel_at within the period prorates is documented; its numbers follow from the rule.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations#what-triggers-prorations">Stripe: What
     *     triggers prorations</a>
     */
    @Test
    void anEndWithinThePeriodIsCreditedAndTakenBackIsDebited() {
        Doc subscription = stripe.subscribe(customer, ten);

        stripe.update(subscription, "cancel_at", TestStripe.seconds("2026-04-16T00:00:00Z"));
        stripe.update(subscription, "cancel_at", "");

        assertThat(pendingItems()).extracting(item -> item.number("amount")).containsExactlyInAnyOrder(-500L, 500L);
    }

    /** @see <a href="https://docs.stripe.com/api/subscriptions/cancel">Stripe: Cancel a subscription</a> */
    @Test
    void aCancellationSettlesWhatIsLeftWhenAsked() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        stripe.wire.delete("/v1/subscriptions/" + subscription.text("id"), "prorate", "true", "invoice_now", "true");

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(-500L);
        assertThat(stripe.wire.get("/v1/customers/" + customer).number("balance"))
                .isEqualTo(-500);
    }

    @Test
    void everyProrationIsToldOf() {
        Doc subscription = stripe.subscribe(customer, ten);
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        change(subscription, twenty);

        Doc previous = stripe.lastEvent("customer.subscription.updated").child("data", "previous_attributes");
        assertThat(stripe.eventTypes("invoiceitem.created")).hasSize(2);
        assertThat(previous.names()).containsExactly("items");
        assertThat(previous.children("items").get(0).text("price", "id")).isEqualTo(ten);
    }

    private long totalAfterAnUnproratedUpgradeAndADowngrade(Doc subscription) {
        stripe.advance(clock, "2026-04-11T00:00:00Z");
        change(subscription, twenty, "proration_behavior", "none");
        stripe.advance(clock, "2026-04-21T00:00:00Z");
        change(subscription, ten, "proration_behavior", "always_invoice");
        return stripe.latestInvoice(subscription).number("total");
    }

    private Doc change(Doc subscription, String price, String... more) {
        String[] params = new String[4 + more.length];
        System.arraycopy(more, 0, params, 4, more.length);
        params[0] = "items[0][id]";
        params[1] = TestStripe.itemOf(subscription);
        params[2] = "items[0][price]";
        params[3] = price;
        return stripe.update(subscription, params);
    }

    private List<Doc> pendingItems() {
        return stripe.wire
                .get("/v1/invoiceitems", "customer", customer, "pending", "true")
                .children("data");
    }
}
