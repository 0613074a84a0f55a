package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a customer and we owe each other, and what invoices do with it.
 *
 * @see <a href="https://docs.stripe.com/billing/customer/balance">Stripe: Customer invoice balance</a>
 */
class BalanceTest {

    @RegisterExtension
    private final TestStripe stripe = new TestStripe();

    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);

    @Test
    void creditPaysWhatItCanOfTheNextInvoice() {
        giveBack(500);

        Doc invoice = stripe.latestInvoice(stripe.subscribe(customer, stripe.priceOf(1_200, "month")));

        assertThat(money(invoice)).containsExactly(1_200L, -500L, 0L, 700L, 700L);
        assertThat(balance()).isZero();
    }

    @Test
    void whatIsLeftOfTheCreditWaits() {
        giveBack(5_000);

        Doc invoice = stripe.latestInvoice(stripe.subscribe(customer, stripe.priceOf(1_200, "month")));

        assertThat(money(invoice)).containsExactly(1_200L, -5_000L, -3_800L, 0L, 0L);
        assertThat(balance()).isEqualTo(-3_800);
    }

    /** A draft says what it will take and takes nothing. */
    @Test
    void theBalanceIsAppliedWhenTheInvoiceIsFinal() {
        stripe.subscribe(customer, stripe.priceOf(1_200, "month"));
        giveBack(500);
        stripe.advance(clock, "2026-05-01T00:30:00Z");
        long asDraft = balance();
        stripe.advance(clock, "2026-05-01T01:30:00Z");

        assertThat(asDraft).isEqualTo(-500);
        assertThat(balance()).isZero();
    }

    /** "If the invoice's total is smaller than the minimum charge amount, the amount_due may be 0." */
    @Test
    void whatIsTooLittleToChargeIsOwedUntilTheNextInvoice() {
        Doc subscription = stripe.subscribe(customer, stripe.priceOf(49, "month"));
        Doc first = stripe.latestInvoice(subscription);
        long owed = balance();
        stripe.advance(clock, "2026-05-01T01:30:00Z");

        assertThat(money(first)).containsExactly(49L, 0L, 49L, 0L, 0L);
        assertThat(first.text("status")).isEqualTo("paid");
        assertThat(owed).isEqualTo(49);
        assertThat(money(stripe.latestInvoice(subscription))).containsExactly(49L, 49L, 0L, 98L, 98L);
        assertThat(balance()).isZero();
    }

    @Test
    void aVoidInvoiceGivesBackWhatItTook() {
        giveBack(500);
        Doc subscription =
                stripe.subscribe(customer, stripe.priceOf(1_200, "month"), "payment_behavior", "default_incomplete");

        stripe.wire.post("/v1/invoices/" + subscription.text("latest_invoice") + "/void");

        assertThat(balance()).isEqualTo(-500);
    }

    /** Total, balance before and after, what is due and what was paid. */
    private static List<Long> money(Doc invoice) {
        return List.of(
                invoice.number("total"),
                invoice.number("starting_balance"),
                invoice.number("ending_balance"),
                invoice.number("amount_due"),
                invoice.number("amount_paid"));
    }

    private long balance() {
        return stripe.wire.get("/v1/customers/" + customer).number("balance");
    }

    /** A subscription that is given back on its first day leaves credit. */
    private void giveBack(long amount) {
        Doc other = stripe.subscribe(customer, stripe.priceOf(amount, "month"));
        stripe.wire.delete("/v1/subscriptions/" + other.text("id"), "prorate", "true", "invoice_now", "true");
    }
}
