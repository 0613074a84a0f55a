package dev.accrue.billing.subscription;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A wish to subscribe.
 *
 * @param prices the quantity of each price, by Stripe's price id
 * @param paymentMethod what to pay with; without one Stripe waits for the customer to give one
 * @param name tells the customer's subscriptions apart
 * @param operationId the id under which the wish is fulfilled once, for example of the form that was sent; minted when
 *     empty
 */
public record Subscribe(
        Map<String, Long> prices, Optional<String> paymentMethod, String name, Optional<String> operationId)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public Subscribe {
        prices = Collections.unmodifiableMap(new LinkedHashMap<>(prices));
        if (prices.isEmpty()) {
            throw new IllegalArgumentException("a subscription needs at least one price");
        }
        prices.forEach((price, quantity) -> {
            if (price.isBlank() || quantity < 1) {
                throw new IllegalArgumentException("each price needs an id and a quantity of at least one");
            }
        });
    }

    /** One unit of a price. */
    public static Subscribe to(String priceId) {
        return new Subscribe(
                Map.of(priceId, 1L), Optional.empty(), SubscriptionProjector.DEFAULT_NAME, Optional.empty());
    }

    public Subscribe and(String priceId, long quantity) {
        Map<String, Long> more = new LinkedHashMap<>(prices);
        more.put(priceId, quantity);
        return new Subscribe(more, paymentMethod, name, operationId);
    }

    public Subscribe payingWith(String paymentMethodId) {
        return new Subscribe(prices, Optional.of(paymentMethodId), name, operationId);
    }

    public Subscribe named(String subscriptionName) {
        return new Subscribe(prices, paymentMethod, subscriptionName, operationId);
    }

    /** Fulfils the wish once, however often it is sent with this id. */
    public Subscribe as(String id) {
        return new Subscribe(prices, paymentMethod, name, Optional.of(id));
    }
}
