package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * New subscriptions whose billing date is not the day they begin, with Stripe's own examples.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle#new-subscriptions">Stripe: Specify the
 *     billing cycle anchor for new subscriptions</a>
 */
class BillingAnchorTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private String clock = "";
    private String customer = "";

    /** Stripe's example: every two months, begun in February, on the 31st: the anchor is in August. */
    @Test
    void theAnchorIsTheNextMonthOfTheRhythmThatHasTheDay() {
        customerAt("2026-02-15T10:00:00Z");

        Doc subscription = stripe.subscribe(
                customer,
                stripe.priceOf(2_000, "month", "recurring[interval_count]", "2"),
                "billing_cycle_anchor_config[day_of_month]",
                "31");
        stripe.advance(clock, "2026-03-01T00:00:00Z");

        assertThat(TestStripe.moment(subscription, "billing_cycle_anchor")).isEqualTo("2026-08-31T10:00:00Z");
        assertThat(end(subscription)).isEqualTo("2026-02-28T10:00:00Z");
        assertThat(end(stripe.subscription(subscription))).isEqualTo("2026-04-30T10:00:00Z");
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(2_000L);
    }

    /** Thirteen of the 59 days from the 31st of December to the 28th of February. */
    @Test
    void theTimeUntilTheFirstFullInvoiceIsBilledInPart() {
        customerAt("2026-02-15T10:00:00Z");

        Doc subscription = stripe.subscribe(
                customer,
                stripe.priceOf(5_900, "month", "recurring[interval_count]", "2"),
                "billing_cycle_anchor_config[day_of_month]",
                "31");

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(1_300L);
        assertThat(subscription.text("status")).isEqualTo("active");
    }

    /** Stripe's example of one that joins the 15th, 12:30:00, of another. */
    @Test
    void hourMinuteAndSecondCanBeSaid() {
        customerAt("2026-04-20T08:15:30Z");

        Doc subscription = subscribe(
                "billing_cycle_anchor_config[day_of_month]",
                "15",
                "billing_cycle_anchor_config[hour]",
                "12",
                "billing_cycle_anchor_config[minute]",
                "30",
                "billing_cycle_anchor_config[second]",
                "0");

        assertThat(TestStripe.moment(subscription, "billing_cycle_anchor")).isEqualTo("2026-05-15T12:30:00Z");
        assertThat(subscription.child("billing_cycle_anchor_config"))
                .isEqualTo(Doc.of("day_of_month", 15, "hour", 12, "minute", 30, "month", null, "second", 0));
    }

    /** Stripe's example: yearly on the first of July. */
    @Test
    void aYearCanStartInAMonth() {
        customerAt("2026-04-20T00:00:00Z");

        Doc subscription = stripe.subscribe(
                customer,
                "price_basic_yearly",
                "billing_cycle_anchor_config[month]",
                "7",
                "billing_cycle_anchor_config[day_of_month]",
                "1");

        assertThat(end(subscription)).isEqualTo("2026-07-01T00:00:00Z");
    }

    @Test
    void aDayThatNoMonthOfTheRhythmHasIsItsLast() {
        customerAt("2026-04-20T00:00:00Z");

        Doc subscription = stripe.subscribe(
                customer,
                "price_basic_yearly",
                "billing_cycle_anchor_config[month]",
                "6",
                "billing_cycle_anchor_config[day_of_month]",
                "31");

        assertThat(TestStripe.moment(subscription, "billing_cycle_anchor")).isEqualTo("2026-06-30T00:00:00Z");
    }

    /** Stripe's example: seven days of trial from the 15th, monthly on the first. */
    @Test
    void aTrialBeforeTheAnchorIsFollowedByAPart() {
        customerAt("2026-04-15T00:00:00Z");
        Doc subscription = subscribe("trial_period_days", "7", "billing_cycle_anchor_config[day_of_month]", "1");

        stripe.advance(clock, "2026-04-22T02:00:00Z");
        Doc part = stripe.latestInvoice(subscription);
        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(end(subscription)).isEqualTo("2026-04-22T00:00:00Z");
        assertThat(TestStripe.amounts(part)).containsExactly(900L * 9 / 30);
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(900L);
    }

    /** The same from the 28th: the part is until the first of the next but one. */
    @Test
    void aTrialBeyondTheFirstIsFollowedByALongPart() {
        customerAt("2026-04-28T00:00:00Z");
        Doc subscription = subscribe("trial_period_days", "7", "billing_cycle_anchor_config[day_of_month]", "1");

        stripe.advance(clock, "2026-05-05T02:00:00Z");

        assertThat(end(stripe.subscription(subscription))).isEqualTo("2026-06-01T00:00:00Z");
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(Math.round(900 * 27 / 31.0));
    }

    /** "This action doesn't generate an invoice at all until the first billing period." */
    @Test
    void theTimeUntilTheAnchorCanBeFree() {
        customerAt("2026-04-15T00:00:00Z");
        Doc subscription = subscribe(
                "billing_cycle_anchor", TestStripe.seconds("2026-05-01T00:00:00Z"), "proration_behavior", "none");

        stripe.advance(clock, "2026-05-01T02:00:00Z");

        assertThat(subscription.text("status")).isEqualTo("active");
        assertThat(subscription.hasValue("latest_invoice")).isFalse();
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(900L);
    }

    /** What was never billed is not given back in flexible mode: the part until the anchor was free. */
    @Test
    void anUpgradeInFreeTimeCreditsNothing() {
        customerAt("2026-04-11T00:00:00Z");
        Doc subscription = subscribe(
                "billing_cycle_anchor", TestStripe.seconds("2026-05-01T00:00:00Z"), "proration_behavior", "none");
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        stripe.update(
                subscription,
                "items[0][id]",
                TestStripe.itemOf(subscription),
                "items[0][price]",
                "price_pro_monthly",
                "proration_behavior",
                "always_invoice");

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(1_450L);
    }

    @Test
    void anAnchorIsWithinOnePeriod() {
        customerAt("2026-04-15T00:00:00Z");

        Doc error = refused("billing_cycle_anchor", TestStripe.seconds("2026-05-16T00:00:00Z"));

        assertThat(error.text("param")).isEqualTo("billing_cycle_anchor");
    }

    @Test
    void canBeginWithItsEndPlanned() {
        customerAt("2026-04-01T00:00:00Z");

        Doc subscription = subscribe("cancel_at_period_end", "true");
        Doc other = subscribe("cancel_at", "min_period_end");

        assertThat(TestStripe.moment(subscription, "cancel_at")).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(TestStripe.moment(other, "cancel_at")).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(other.isTrue("cancel_at_period_end")).isFalse();
        assertThat(stripe.eventTypes("customer.subscription.updated")).isEmpty();
    }

    @Test
    void anEndWithinTheFirstPeriodMakesItCheaper() {
        customerAt("2026-04-01T00:00:00Z");

        Doc subscription = subscribe("cancel_at", TestStripe.seconds("2026-04-11T00:00:00Z"));

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(300L);
    }

    /**
     * "Flexible billing mode lets you disable prorations for a truncated first billing period."
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Excluding prorations
     *     for the first truncated billing period</a>
     */
    @ParameterizedTest
    @CsvSource({"flexible, 900", "classic, 300"})
    void onlyFlexibleModeCanBillAFirstPeriodThatIsCutOffAsAWhole(String mode, long amount) {
        customerAt("2026-04-01T00:00:00Z");

        Doc subscription = subscribe(
                "cancel_at",
                TestStripe.seconds("2026-04-11T00:00:00Z"),
                "proration_behavior",
                "none",
                "billing_mode[type]",
                mode);

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(amount);
    }

    /**
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Preserve original trial
     *     end date when subscription cancels</a>
     */
    @ParameterizedTest
    @CsvSource({"flexible, 2026-04-15T00:00:00Z", "classic, 2026-04-08T00:00:00Z"})
    void onlyInClassicModeAnEndShortensTheTrial(String mode, String trialEnd) {
        customerAt("2026-04-01T00:00:00Z");
        Doc subscription = subscribe("trial_period_days", "14", "billing_mode[type]", mode);

        stripe.update(subscription, "cancel_at", TestStripe.seconds("2026-04-08T00:00:00Z"));
        Doc later = stripe.update(subscription, "cancel_at", "");

        assertThat(TestStripe.moment(later, "trial_end")).isEqualTo(trialEnd);
        assertThat(end(later)).isEqualTo(trialEnd);
    }

    /**
     * "Because cancel_at_period_end is true, cancel_at updates whenever current_period_end changes."
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Cancellations in the
     *     Customer Portal</a>
     */
    @Test
    void anEndWithThePeriodMovesWithIt() {
        customerAt("2026-04-01T00:00:00Z");
        Doc subscription = subscribe("trial_period_days", "14", "cancel_at_period_end", "true");

        Doc extended = stripe.update(subscription, "trial_end", TestStripe.seconds("2026-04-29T00:00:00Z"));

        assertThat(TestStripe.moment(extended, "cancel_at")).isEqualTo("2026-04-29T00:00:00Z");
    }

    /** @see <a href="https://docs.stripe.com/error-codes#customer-max-subscriptions">Stripe: Error codes</a> */
    @Test
    void aCustomerHasAtMost500() {
        customerAt("2026-04-01T00:00:00Z");
        IntStream.range(0, 500).forEach(any -> subscribe("trial_period_days", "30"));

        assertThat(refused().text("code")).isEqualTo("customer_max_subscriptions");
    }

    /** What Stripe has and the simulator has not is named; what Stripe has not is unknown. */
    @Test
    void refusesOtherParameters() {
        customerAt("2026-04-01T00:00:00Z");

        assertThat(refused("pending_invoice_item_interval[interval]", "month").text("message"))
                .contains("does not do this yet");
        assertThat(refused("colour", "green").text("code")).isEqualTo("parameter_unknown");
    }

    private void customerAt(String moment) {
        clock = stripe.clockAt(moment);
        customer = stripe.customerWith("pm_card_visa", "test_clock", clock);
    }

    private Doc subscribe(String... more) {
        return stripe.subscribe(customer, "price_basic_monthly", more);
    }

    private Doc refused(String... more) {
        String[] params = new String[4 + more.length];
        System.arraycopy(more, 0, params, 4, more.length);
        params[0] = "customer";
        params[1] = customer;
        params[2] = "items[0][price]";
        params[3] = "price_basic_monthly";
        return stripe.wire.refused("POST", "/v1/subscriptions", params);
    }

    private static String end(Doc subscription) {
        return TestStripe.moment(subscription.children("items").get(0), "current_period_end");
    }
}
