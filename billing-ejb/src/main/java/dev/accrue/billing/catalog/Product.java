package dev.accrue.billing.catalog;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A product with its prices, as the mirror holds them.
 *
 * @param account whose product
 * @param id Stripe's id, {@code prod_...} unless somebody chose another
 * @param name the name that customers see
 * @param taxCode Stripe's code for how it is taxed
 * @param active whether it can be bought
 * @param prices what it costs, archived prices among them, cheapest first
 */
public record Product(
        Account account, String id, String name, Optional<String> taxCode, boolean active, List<Price> prices)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public Product {
        prices = List.copyOf(prices);
    }

    /** The prices that can be bought; an archived one is only paid by who has it already. */
    public List<Price> activePrices() {
        return prices.stream().filter(Price::active).toList();
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
