package dev.accrue.billing.processor.fake.reckoning;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one discount takes off: a percentage, or an amount.
 *
 * @param discount its id
 * @param percent null when it is an amount
 * @param products the products that it is for; empty for all
 */
public record Off(String discount, @Nullable BigDecimal percent, long amount, Set<String> products) {

    boolean isFor(String product) {
        return products.isEmpty() || products.contains(product);
    }
}
