package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Changes of a subscription beside its price: pauses, trials, planned ends, billing mode, and what is refused.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/update">Stripe: Update a subscription</a>
 */
class SubscriptionUpdateTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);

    /**
     * @see <a href="https://docs.stripe.com/billing/subscriptions/pause-payment">Stripe: Pause payment collection</a>
     */
    @ParameterizedTest
    @CsvSource({"void,void", "mark_uncollectible,uncollectible", "keep_as_draft,draft"})
    void pausedCollectionKeepsTheSubscriptionActive(String behavior, String status) {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.update(subscription, "pause_collection[behavior]", behavior);

        stripe.advance(clock, "2026-05-02T00:00:00Z");

        assertThat(stripe.latestInvoice(subscription).text("status")).isEqualTo(status);
        assertThat(stripe.subscription(subscription).text("status")).isEqualTo("active");
    }

    /**
     * What a change invoices at once is an invoice like another: nobody is asked for the money, and the change is made.
     */
    @ParameterizedTest
    @CsvSource({"void,void", "mark_uncollectible,uncollectible", "keep_as_draft,draft"})
    void aChangeWhileCollectionIsPausedIsMadeAndNotCollected(String behavior, String status) {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.update(subscription, "pause_collection[behavior]", behavior);

        Doc changed = stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][price]",
                "price_pro_monthly",
                "proration_behavior",
                "always_invoice");

        assertThat(stripe.latestInvoice(subscription).text("status")).isEqualTo(status);
        assertThat(stripe.latestInvoice(subscription).number("amount_paid")).isZero();
        assertThat(changed.children("items").get(0).text("price", "id")).isEqualTo("price_pro_monthly");
        assertThat(changed.text("status")).isEqualTo("active");
    }

    @Test
    void collectionGoesOnWhenThePauseIsOverOrTakenBack() {
        Doc first = stripe.subscribe(customer, "price_basic_monthly");
        Doc second = stripe.subscribe(customer, "price_pro_monthly");
        stripe.update(
                first,
                "pause_collection[behavior]",
                "void",
                "pause_collection[resumes_at]",
                TestStripe.seconds("2026-04-20T00:00:00Z"));
        stripe.update(second, "pause_collection[behavior]", "void");

        Doc unset = stripe.update(second, "pause_collection", "");
        stripe.advance(clock, "2026-05-02T00:00:00Z");

        assertThat(unset.get("pause_collection")).isNull();
        assertThat(stripe.subscription(first).get("pause_collection")).isNull();
        assertThat(stripe.latestInvoice(first).text("status")).isEqualTo("paid");
        assertThat(stripe.latestInvoice(second).text("status")).isEqualTo("paid");
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/trials">Stripe: Trials</a> */
    @Test
    void aTrialCanEndAtOnce() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "trial_period_days", "14");
        stripe.advance(clock, "2026-04-05T00:00:00Z");

        Doc ended = stripe.update(subscription, "trial_end", "now");

        assertThat(ended.text("status")).isEqualTo("active");
        assertThat(stripe.latestInvoice(subscription).number("amount_paid")).isEqualTo(900);
        assertThat(TestStripe.moment(ended.children("items").get(0), "current_period_end"))
                .isEqualTo("2026-05-05T00:00:00Z");
    }

    @Test
    void aTrialCanBeExtended() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "trial_period_days", "14");

        Doc extended = stripe.update(subscription, "trial_end", TestStripe.seconds("2026-04-25T00:00:00Z"));
        stripe.advance(clock, "2026-04-25T02:00:00Z");

        assertThat(TestStripe.moment(extended.children("items").get(0), "current_period_end"))
                .isEqualTo("2026-04-25T00:00:00Z");
        assertThat(stripe.latestInvoice(subscription).number("amount_paid")).isEqualTo(900);
    }

    /**
     * Stripe's example: billed until the 23rd, on the 15th a trial until the 1st moves the cycle there.
     *
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/billing-cycle#change-the-billing-period-using-a-trial-period">
     *     Stripe: Change the billing period using a trial period</a>
     */
    @Test
    void aTrialMovesTheBillingCycle() {
        stripe.advance(clock, "2026-06-23T00:00:00Z");
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.advance(clock, "2026-07-15T00:00:00Z");

        Doc trialing = stripe.update(
                subscription, "trial_end", TestStripe.seconds("2026-08-01T00:00:00Z"), "proration_behavior", "none");
        Doc start = stripe.latestInvoice(subscription);
        stripe.advance(clock, "2026-08-01T02:00:00Z");

        assertThat(trialing.text("status")).isEqualTo("trialing");
        assertThat(start.number("total")).isZero();
        assertThat(stripe.latestInvoice(subscription).number("amount_paid")).isEqualTo(900);
        assertThat(stripe.wire
                        .get("/v1/invoices", "subscription", subscription.text("id"))
                        .children("data"))
                .hasSize(3);
    }

    /** @see <a href="https://docs.stripe.com/api/subscriptions/resume">Stripe: Resume a subscription</a> */
    @Test
    void aPausedSubscriptionResumesWithANewPeriod() {
        Doc paused = pausedAfterItsTrial();
        stripe.payWith(paused.text("customer"), "pm_card_visa");

        Doc resumed = stripe.wire.post("/v1/subscriptions/" + paused.text("id") + "/resume");

        assertThat(resumed.text("status")).isEqualTo("active");
        assertThat(TestStripe.moment(resumed.children("items").get(0), "current_period_start"))
                .isEqualTo("2026-04-20T00:00:00Z");
        assertThat(stripe.eventTypes("customer.subscription.resumed")).hasSize(1);
    }

    /**
     * @see <a href="https://docs.stripe.com/billing/subscriptions/mixed-interval">Stripe: Pause at trial end and
     *     resume</a>
     */
    @Test
    void aPausedSubscriptionWaitsForTheResumptionInvoice() {
        Doc paused = pausedAfterItsTrial();
        stripe.payWith(paused.text("customer"), "pm_card_chargeCustomerFail");

        Doc waiting = stripe.wire.post("/v1/subscriptions/" + paused.text("id") + "/resume");
        stripe.wire.post(
                "/v1/invoices/" + waiting.text("latest_invoice") + "/pay", "payment_method", "pm_card_mastercard");

        assertThat(waiting.text("status")).isEqualTo("paused");
        assertThat(TestStripe.moment(waiting, "pending_update", "billing_cycle_anchor"))
                .isEqualTo("2026-04-20T00:00:00Z");
        assertThat(stripe.subscription(paused).text("status")).isEqualTo("active");
        assertThat(stripe.eventTypes("customer.subscription.resumed")).hasSize(1);
    }

    /** @see <a href="https://docs.stripe.com/api/subscriptions/migrate">Stripe: Migrate a subscription</a> */
    @Test
    void classicMigratesToFlexibleAndNotBack() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "billing_mode[type]", "classic");
        String url = "/v1/subscriptions/" + subscription.text("id") + "/migrate";

        Doc migrated = stripe.wire.post(
                url, "billing_mode[type]", "flexible", "billing_mode[flexible][proration_discounts]", "itemized");
        Doc error = stripe.wire.refused(
                "POST",
                url,
                "billing_mode[type]",
                "flexible",
                "billing_mode[flexible][proration_discounts]",
                "included");

        assertThat(subscription.child("billing_mode").get("flexible")).isNull();
        assertThat(migrated.text("billing_mode", "type")).isEqualTo("flexible");
        assertThat(error.number("status")).isEqualTo(400);
        assertThat(stripe.wire
                        .refused("POST", url, "billing_mode[type]", "classic")
                        .text("param"))
                .isEqualTo("billing_mode[type]");
    }

    /**
     * @see <a href="https://docs.stripe.com/billing/subscriptions/mixed-interval#limitations">Stripe: Limitations</a>
     */
    @Test
    void endsWithThePeriodOfTheShortestOrTheLongestItem() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "items[1][price]", "price_pro_yearly");

        Doc shortest = stripe.update(subscription, "cancel_at", "min_period_end");
        Doc longest = stripe.update(subscription, "cancel_at", "max_period_end", "proration_behavior", "none");

        assertThat(TestStripe.moment(shortest, "cancel_at")).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(TestStripe.moment(longest, "cancel_at")).isEqualTo("2027-04-01T00:00:00Z");
    }

    @Test
    void anEndedSubscriptionTakesWordsOnly() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.wire.delete("/v1/subscriptions/" + subscription.text("id"));

        Doc told = stripe.update(
                subscription, "cancellation_details[feedback]", "too_expensive", "metadata[reason]", "price");
        Doc error = stripe.wire.refused("POST", "/v1/subscriptions/" + subscription.text("id"), "description", "gold");

        assertThat(told.text("cancellation_details", "feedback")).isEqualTo("too_expensive");
        assertThat(error.number("status")).isEqualTo(400);
    }

    @Test
    void refusesItemsThatDoNotFitTogether() {
        Doc classic = stripe.subscribe(customer, "price_basic_monthly", "billing_mode[type]", "classic");
        String url = "/v1/subscriptions/" + classic.text("id");

        List<Doc> errors = List.of(
                stripe.wire.refused("POST", url, "items[0][price]", "price_basic_monthly"),
                stripe.wire.refused("POST", url, "items[0][price]", "price_pro_yearly"),
                stripe.wire.refused(
                        "POST", url, "items[0][id]", TestStripe.itemOf(classic), "items[0][deleted]", "true"));

        assertThat(errors).extracting(error -> error.text("param")).containsOnly("items");
    }

    private Doc pausedAfterItsTrial() {
        String cardless = stripe.wire.post("/v1/customers", "test_clock", clock).text("id");
        Doc subscription = stripe.subscribe(
                cardless,
                "price_basic_monthly",
                "trial_period_days",
                "7",
                "trial_settings[end_behavior][missing_payment_method]",
                "pause");
        stripe.advance(clock, "2026-04-20T00:00:00Z");
        return stripe.subscription(subscription);
    }
}
