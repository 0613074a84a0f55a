package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever keeps an eye on the books sees what is wrong in them.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/object">Stripe: The Invoice object</a>
 */
class BooksTest {

    private final TestStripe stripe = new TestStripe();
    private final Doc invoice = taxedAndDiscountedOnCredit();
    private final List<Doc> lines = invoice.children("lines");

    @Test
    void everyInvoiceIsLookedAtThoseOnClocksToo() {
        assertThat(stripe.all("/v1/invoices")).containsExactly(invoice);
        assertThatCode(() -> Books.requireRight(stripe)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"total", "amount_due", "amount_paid", "starting_balance", "ending_balance"})
    void aCentTooMuchIsNoticed(String where) {
        invoice.set(where, invoice.number(where) + 1);

        assertThatThrownBy(() -> Books.requireRight(invoice, lines)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"discount_amounts", "taxes"})
    void aCentTooMuchOnALineIsNoticed(String where) {
        Doc part = lines.get(0).children(where).get(0);

        part.set("amount", part.number("amount") + 1);

        assertThatThrownBy(() -> Books.requireRight(invoice, lines)).isInstanceOf(AssertionError.class);
    }

    private Doc taxedAndDiscountedOnCredit() {
        String clock = stripe.clockAt("2026-04-01T00:00:00Z");
        String customer = stripe.customerWith("pm_card_visa", "test_clock", clock, "address[country]", "DE");
        stripe.wire.post("/v1/customers/" + customer + "/balance_transactions", "amount", "-500", "currency", "eur");
        stripe.wire.post("/v1/coupons", "id", "half", "percent_off", "50", "duration", "forever");
        return stripe.latestInvoice(stripe.subscribe(
                customer,
                stripe.priceOf(2_000, "month", "tax_behavior", "exclusive"),
                "automatic_tax[enabled]",
                "true",
                "discounts[0][coupon]",
                "half"));
    }
}
