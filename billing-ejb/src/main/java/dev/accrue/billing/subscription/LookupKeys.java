package dev.accrue.billing.subscription;

import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.catalog.Catalog;
import dev.accrue.billing.catalog.Price;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/**
 * Puts the price in the place of its lookup key, at the last moment: a key may have passed to another price since.
 *
 * @see <a href="https://docs.stripe.com/products-prices/manage-prices#lookup-keys">Stripe: lookup keys</a>
 */
@Dependent
class LookupKeys {

    private final Catalog catalog;

    @Inject
    LookupKeys(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The wish with the prices that are meant.
     *
     * @throws NoSuchObjectException when no active price bears one of its keys
     * @throws dev.accrue.billing.RequestRefusedException when Stripe did not say
     */
    Subscribe resolve(Subscribe wish) {
        return wish.resolved(key -> catalog.byLookupKey(key)
                .map(Price::id)
                .orElseThrow(() -> new NoSuchObjectException("active price with lookup key", key)));
    }
}
