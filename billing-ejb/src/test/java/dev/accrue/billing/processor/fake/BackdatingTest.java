package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Subscriptions that began before they were made, with Stripe's own examples.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/backdating">Stripe: Backdate subscriptions</a>
 */
class BackdatingTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    /**
     * Stripe's example: it is the 15th of October, the subscription began on the 1st of September, and the next billing
     * date is the 1st of November. Flexible mode makes a line of each period, classic mode one of all.
     */
    @ParameterizedTest
    @CsvSource({"flexible, 2, 1000", "classic, 1, 2000"})
    void bothMonthsAreBilledAtOnce(String mode, int lines, long each) {
        Doc subscription = subscribe(
                "2026-10-15T00:00:00Z",
                stripe.priceOf(1_000, "month"),
                "2026-09-01T00:00:00Z",
                "2026-11-01T00:00:00Z",
                "billing_mode[type]",
                mode);

        assertThat(TestStripe.moment(subscription, "start_date")).isEqualTo("2026-09-01T00:00:00Z");
        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription)))
                .hasSize(lines)
                .containsOnly(each);
        Doc item = subscription.children("items").get(0);
        assertThat(TestStripe.moment(item, "current_period_start")).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(TestStripe.moment(item, "current_period_end")).isEqualTo("2026-11-01T00:00:00Z");
    }

    /** Stripe's examples: 14 days of 28 from the 15th of February, 17 of 31 from the 15th of January. */
    @ParameterizedTest
    @CsvSource({"2026-02-15, 2026-02-20, 2026-03-01, 2800, 1400", "2026-01-15, 2026-01-20, 2026-02-01, 3100, 1700"})
    void aMonthThatBeganWithinAPeriodIsBilledInPart(String start, String now, String anchor, long price, long amount) {
        Doc subscription = subscribe(
                now + "T00:00:00Z", stripe.priceOf(price, "month"), start + "T00:00:00Z", anchor + "T00:00:00Z");

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(amount);
    }

    /** "That sets the start date, but it doesn't charge the customer for backdated time." */
    @Test
    void whatHasPassedIsFreeWithoutProration() {
        Doc subscription = subscribe(
                "2026-10-15T00:00:00Z",
                stripe.priceOf(1_000, "month"),
                "2026-09-01T00:00:00Z",
                "2026-11-01T00:00:00Z",
                "proration_behavior",
                "none");

        assertThat(subscription.text("status")).isEqualTo("active");
        assertThat(subscription.get("latest_invoice")).isNull();
        assertThat(TestStripe.moment(subscription, "start_date")).isEqualTo("2026-09-01T00:00:00Z");
    }

    /** That periods are then counted from now on, and what has passed backwards, is unverified. */
    @Test
    void countsFromNowWithoutAnAnchor() {
        String clock = stripe.clockAt("2026-10-15T00:00:00Z");
        String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);

        Doc subscription = stripe.subscribe(
                customer,
                stripe.priceOf(1_000, "month"),
                "backdate_start_date",
                TestStripe.seconds("2026-09-15T00:00:00Z"));

        assertThat(TestStripe.amounts(stripe.latestInvoice(subscription))).containsExactly(1_000L, 1_000L);
        assertThat(TestStripe.moment(subscription.children("items").get(0), "current_period_end"))
                .isEqualTo("2026-11-15T00:00:00Z");
    }

    @Test
    void endsWithThePeriodUnderWayWhenThatIsPlanned() {
        Doc subscription = subscribe(
                "2026-10-15T00:00:00Z",
                stripe.priceOf(1_000, "month"),
                "2026-09-01T00:00:00Z",
                "2026-11-01T00:00:00Z",
                "cancel_at_period_end",
                "true");

        assertThat(TestStripe.moment(subscription, "cancel_at")).isEqualTo("2026-11-01T00:00:00Z");
    }

    /** "Backdating isn't supported when an invoice has more than 250 line items." */
    @Test
    void makesNoInvoiceOfMoreThan250Lines() {
        String customer = stripe.customerWith("pm_card_visa", "test_clock", stripe.clockAt("2026-10-15T00:00:00Z"));

        Doc error = stripe.wire.refused(
                "POST",
                "/v1/subscriptions",
                "customer",
                customer,
                "items[0][price]",
                stripe.priceOf(1_000, "day"),
                "backdate_start_date",
                TestStripe.seconds("2025-10-15T00:00:00Z"));

        assertThat(error.text("message")).contains("250");
    }

    /**
     * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: Create a preview invoice,
     *     subscription_details.start_date</a>
     */
    @Test
    void isPreviewed() {
        String customer = stripe.customerWith("pm_card_visa", "test_clock", stripe.clockAt("2026-10-15T00:00:00Z"));

        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "customer",
                customer,
                "subscription_details[items][0][price]",
                stripe.priceOf(1_000, "month"),
                "subscription_details[start_date]",
                TestStripe.seconds("2026-09-01T00:00:00Z"),
                "subscription_details[billing_cycle_anchor]",
                TestStripe.seconds("2026-11-01T00:00:00Z"));

        assertThat(TestStripe.amounts(preview)).containsExactly(1_000L, 1_000L);
    }

    private Doc subscribe(String now, String price, String start, String anchor, String... more) {
        String customer = stripe.customerWith("pm_card_visa", "test_clock", stripe.clockAt(now));
        String[] params = new String[more.length + 4];
        params[0] = "backdate_start_date";
        params[1] = TestStripe.seconds(start);
        params[2] = "billing_cycle_anchor";
        params[3] = TestStripe.seconds(anchor);
        System.arraycopy(more, 0, params, 4, more.length);
        return stripe.subscribe(customer, price, params);
    }
}
