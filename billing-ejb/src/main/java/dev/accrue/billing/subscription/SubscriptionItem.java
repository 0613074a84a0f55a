package dev.accrue.billing.subscription;

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
 */
public record SubscriptionItem(
        String id,
        String priceId,
        Optional<String> productId,
        Optional<Long> quantity,
        Optional<Instant> periodStart,
        Optional<Instant> periodEnd)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
