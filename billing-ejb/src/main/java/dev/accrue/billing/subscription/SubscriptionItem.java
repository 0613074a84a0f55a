package dev.accrue.billing.subscription;

import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that a subscription pays for.
 *
 * @param id Stripe's id, {@code si_...}
 * @param priceId the price
 * @param productId the product
 * @param quantity how many; empty for metered usage
 * @param periodStart when the item's present period began
 * @param periodEnd when it ends
 * @param entitling whether it gives access to what it pays for: by the operator's access policy, as the subscription
 *     was when it was read
 */
public record SubscriptionItem(
        String id,
        String priceId,
        Optional<String> productId,
        Optional<Long> quantity,
        Optional<Instant> periodStart,
        Optional<Instant> periodEnd,
        boolean entitling)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Whether this is the price, or the product, that it pays for. */
    public boolean isOf(String priceOrProduct) {
        return priceId.equals(priceOrProduct)
                || productId.filter(priceOrProduct::equals).isPresent();
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
