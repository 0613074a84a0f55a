package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.Optional;

/**
 * A price in one of the currencies that it is offered in: its own, or an option beside it.
 *
 * @param digits the amount of one unit, as Stripe writes it in decimals
 * @see <a href="https://docs.stripe.com/payments/checkout/localize-prices/manual-currency-prices">Stripe: Prices in
 *     several currencies</a>
 */
public record CurrencyOption(String currency, long unitAmount, String digits) {

    /** The option that a subscription or an invoice in this currency is billed by, which must exist. */
    static CurrencyOption of(Doc price, String currency) {
        return find(price, currency)
                .orElseThrow(() -> new IllegalStateException("no " + currency + " price of " + price.text("id")));
    }

    public static Optional<CurrencyOption> find(Doc price, String currency) {
        Optional<Doc> option =
                price.is("currency", currency) ? Optional.of(price) : price.findChild("_currency_options", currency);
        return option.map(
                found -> new CurrencyOption(currency, found.number("unit_amount"), found.text("unit_amount_decimal")));
    }

    /** What so many units cost. */
    public long times(long quantity) {
        return Math.multiplyExact(unitAmount, quantity);
    }
}
