package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a payment that fails does to a change.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: Pending updates</a>
 */
class PendingUpdateTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);
    private final Doc subscription = stripe.subscribe(customer, "price_basic_monthly");

    @Test
    void waitsWhenThePaymentFails() {
        Doc waiting = upgradeWithABadCard("pending_if_incomplete");

        assertThat(waiting.text("status")).isEqualTo("active");
        assertThat(priceOf(waiting)).isEqualTo("price_basic_monthly");
        assertThat(waiting.child("pending_update")
                        .children("subscription_items")
                        .get(0)
                        .text("price", "id"))
                .isEqualTo("price_pro_monthly");
        assertThat(TestStripe.moment(waiting, "pending_update", "expires_at")).isEqualTo("2026-04-16T23:00:00Z");
        assertThat(stripe.latestInvoice(subscription).text("status")).isEqualTo("open");
    }

    @Test
    void isAppliedWhenTheInvoiceIsPaid() {
        upgradeWithABadCard("pending_if_incomplete");

        stripe.wire.post(
                "/v1/invoices/" + stripe.latestInvoice(subscription).text("id") + "/pay",
                "payment_method",
                "pm_card_mastercard");

        Doc applied = stripe.subscription(subscription);
        assertThat(priceOf(applied)).isEqualTo("price_pro_monthly");
        assertThat(applied.get("pending_update")).isNull();
        assertThat(stripe.eventTypes("customer.subscription.pending_update_applied"))
                .hasSize(1);
    }

    @Test
    void expiresAfter23HoursWithItsInvoice() {
        upgradeWithABadCard("pending_if_incomplete");

        stripe.advance(clock, "2026-04-17T00:00:00Z");

        Doc expired = stripe.subscription(subscription);
        assertThat(priceOf(expired)).isEqualTo("price_basic_monthly");
        assertThat(expired.get("pending_update")).isNull();
        assertThat(stripe.latestInvoice(subscription).text("status")).isEqualTo("void");
        assertThat(stripe.eventTypes("customer.subscription.pending_update_expired"))
                .hasSize(1);
    }

    /**
     * "This time is set to either the trial end time or the current period end, whichever comes first."
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates-reference#expiration">Stripe: Pending
     *     updates reference, expiration</a>
     */
    @Test
    void expiresWithThePeriodWhenThatEndsSooner() {
        stripe.advance(clock, "2026-04-30T02:00:00Z");
        stripe.payWith(customer, "pm_card_chargeCustomerFail");

        Doc waiting = stripe.update(subscription, upgrade("pending_if_incomplete"));

        assertThat(TestStripe.moment(waiting, "pending_update", "expires_at")).isEqualTo("2026-05-01T00:00:00Z");
    }

    /** "The subscription will continue to cycle as if no update request was made." */
    @Test
    void leavesTheRenewalAsItWas() {
        upgradeWithABadCard("pending_if_incomplete");
        stripe.payWith(customer, "pm_card_visa");

        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(900L);
        assertThat(stripe.latestInvoice(subscription).text("status")).isEqualTo("paid");
    }

    /**
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/pending-updates-reference#supported-attributes">Stripe:
     *     Pending updates reference, supported attributes</a>
     */
    @Test
    void waitsWhenASingleItemIsChanged() {
        useABadCard();

        stripe.wire.post(
                "/v1/subscription_items/" + TestStripe.itemOf(subscription),
                "price",
                "price_pro_monthly",
                "proration_behavior",
                "always_invoice",
                "payment_behavior",
                "pending_if_incomplete");

        assertThat(stripe.subscription(subscription).hasValue("pending_update")).isTrue();
        assertThat(priceOf(stripe.subscription(subscription))).isEqualTo("price_basic_monthly");
    }

    /**
     * @see <a href="https://docs.stripe.com/changelog/dahlia/2026-05-27/pending-subscription-update-metadata">Stripe:
     *     metadata of pending updates</a>
     */
    @Test
    void keepsMetadataUntilItIsPaidFor() {
        useABadCard();
        Doc waiting = stripe.update(subscription, upgrade("pending_if_incomplete", "metadata[asked]", "by phone"));
        assertThat(waiting.text("pending_update", "metadata", "asked")).isEqualTo("by phone");
        assertThat(waiting.child("metadata").has("asked")).isFalse();

        stripe.wire.post(
                "/v1/invoices/" + stripe.latestInvoice(subscription).text("id") + "/pay",
                "payment_method",
                "pm_card_mastercard");

        assertThat(stripe.subscription(subscription).text("metadata", "asked")).isEqualTo("by phone");
    }

    @Test
    void isDroppedWhenItsInvoiceIsVoided() {
        upgradeWithABadCard("pending_if_incomplete");

        stripe.wire.post("/v1/invoices/" + stripe.latestInvoice(subscription).text("id") + "/void");

        assertThat(stripe.subscription(subscription).get("pending_update")).isNull();
    }

    @Test
    void isReplacedByTheNextOne() {
        upgradeWithABadCard("pending_if_incomplete");
        Doc first = stripe.latestInvoice(subscription);

        stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][quantity]",
                "2",
                "proration_behavior",
                "always_invoice",
                "payment_behavior",
                "pending_if_incomplete");

        assertThat(stripe.wire.get("/v1/invoices/" + first.text("id")).text("status"))
                .isEqualTo("void");
        assertThat(stripe.subscription(subscription)
                        .child("pending_update")
                        .children("subscription_items")
                        .get(0)
                        .number("quantity"))
                .isEqualTo(2);
    }

    /**
     * @see <a href="https://docs.stripe.com/billing/subscriptions/change-price#immediate-payment">Immediate payment</a>
     */
    @Test
    void isMadeAndPastDueByDefault() {
        Doc changed = upgradeWithABadCard("allow_incomplete");

        assertThat(changed.text("status")).isEqualTo("past_due");
        assertThat(priceOf(changed)).isEqualTo("price_pro_monthly");
    }

    /** @see <a href="https://docs.stripe.com/api/subscriptions/update">Stripe: payment_behavior</a> */
    @Test
    void leavesNothingBehindWithErrorIfIncomplete() {
        useABadCard();
        Doc error = stripe.wire.refused(
                "POST", "/v1/subscriptions/" + subscription.text("id"), upgrade("error_if_incomplete"));

        assertThat(error.number("status")).isEqualTo(402);
        assertThat(priceOf(stripe.subscription(subscription))).isEqualTo("price_basic_monthly");
        assertThat(stripe.latestInvoice(subscription).text("billing_reason")).isEqualTo("subscription_create");
    }

    @Test
    void takesOnlyWhatMovesMoney() {
        Doc error = stripe.wire.refused(
                "POST",
                "/v1/subscriptions/" + subscription.text("id"),
                "payment_behavior",
                "pending_if_incomplete",
                "description",
                "gold");

        assertThat(error.text("param")).isEqualTo("description");
    }

    private Doc upgradeWithABadCard(String behavior) {
        useABadCard();
        return stripe.update(subscription, upgrade(behavior));
    }

    private void useABadCard() {
        stripe.advance(clock, "2026-04-16T00:00:00Z");
        stripe.payWith(customer, "pm_card_chargeCustomerFail");
    }

    private String[] upgrade(String behavior, String... more) {
        List<String> params = new ArrayList<>(List.of(
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][price]",
                "price_pro_monthly",
                "proration_behavior",
                "always_invoice",
                "payment_behavior",
                behavior));
        params.addAll(List.of(more));
        return params.toArray(String[]::new);
    }

    private static String priceOf(Doc shown) {
        return shown.children("items").get(0).text("price", "id");
    }
}
