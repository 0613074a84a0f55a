package dev.accrue.billing.catalog;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * A price as the mirror holds it.
 *
 * @param account whose price
 * @param id Stripe's id, {@code price_...}
 * @param productId the product that it is for
 * @param productName the product's name, once the mirror has the product
 * @param lookupKey the stable name by which a host asks for it
 * @param unitAmount what one unit costs; empty for tiers and for fractions of a minor unit
 * @param currency the currency as Stripe writes it
 * @param interval {@code day}, {@code week}, {@code month} or {@code year}; empty for a one-time price
 * @param intervalCount every how many intervals; zero for a one-time price
 * @param active whether it can be bought
 * @param options what one unit costs in each currency that the price is offered in, by Stripe's currency code, its own
 *     among them; empty until the price was fetched, and for tiers
 */
public record Price(
        Account account,
        String id,
        String productId,
        Optional<String> productName,
        Optional<String> lookupKey,
        Optional<Money> unitAmount,
        String currency,
        Optional<String> interval,
        int intervalCount,
        boolean active,
        Map<String, Money> options)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public Price {
        options = Map.copyOf(options);
    }

    /** What one unit costs in a currency; empty when the price is not offered in it. */
    public Optional<Money> in(String stripeCurrency) {
        return Optional.ofNullable(options.get(stripeCurrency))
                .or(() -> unitAmount.filter(own -> currency.equals(stripeCurrency)));
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
