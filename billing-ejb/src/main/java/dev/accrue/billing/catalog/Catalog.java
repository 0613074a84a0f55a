package dev.accrue.billing.catalog;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is sold, as the mirror holds it: no call to Stripe. A caller's transaction is suspended. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Catalog {

    private static final int MOST = 200;
    private static final String PRICES = "select r, p from Price r left join Product p on p.id = r.productId"
            + " and p.account = r.account and p.livemode = r.livemode"
            + " where r.account = :account and r.livemode = :livemode";

    @PersistenceContext(unitName = "billing")
    EntityManager entities;

    @Inject
    BillingConfig config;

    /** The prices that can be bought, cheapest first, at most 200. */
    public List<Price> activePrices() {
        return prices(PRICES + " and r.active = true order by r.unitMinor, r.id", null);
    }

    /** The active price with a lookup key. */
    public Optional<Price> byLookupKey(String lookupKey) {
        return prices(PRICES + " and r.active = true and r.lookupKey = :wanted", lookupKey).stream()
                .findFirst();
    }

    /** A price by Stripe's id. */
    public Optional<Price> price(String id) {
        return prices(PRICES + " and r.id = :wanted", id).stream().findFirst();
    }

    private List<Price> prices(String query, @Nullable String wanted) {
        Account account = Account.platform(config.livemode());
        var typed = entities.createQuery(query, Object[].class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setMaxResults(MOST);
        if (wanted != null) {
            typed.setParameter("wanted", wanted);
        }
        return typed.getResultStream()
                .map(row -> ((PriceEntity) row[0]).of(Optional.ofNullable((ProductEntity) row[1])))
                .toList();
    }
}
