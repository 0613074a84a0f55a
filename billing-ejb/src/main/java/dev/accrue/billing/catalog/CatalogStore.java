package dev.accrue.billing.catalog;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.money.Money;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads products, prices and what they cost in each currency: one query for each of the three, for however many. */
@Dependent
class CatalogStore {

    private static final int MOST = 200;
    private static final String PRICES = "select r, p from Price r left join Product p on p.id = r.productId"
            + " and p.account = r.account and p.livemode = r.livemode"
            + " where r.account = :account and r.livemode = :livemode and r.deletedAt is null";
    private static final String CHEAPEST_FIRST = " order by r.unitMinor, r.id";

    @PersistenceContext(unitName = "billing")
    EntityManager entities;

    List<Price> activePrices(Account account) {
        return prices(
                account,
                of(account, PRICES + " and r.active = true" + CHEAPEST_FIRST).setMaxResults(MOST));
    }

    Optional<Price> byLookupKey(Account account, String key) {
        return prices(
                        account,
                        of(account, PRICES + " and r.active = true and r.lookupKey = :key")
                                .setParameter("key", key)
                                .setMaxResults(1))
                .stream()
                .findFirst();
    }

    Optional<Price> price(Account account, String id) {
        return prices(account, of(account, PRICES + " and r.id = :id").setParameter("id", id)).stream()
                .findFirst();
    }

    List<Product> products(Account account) {
        return products(
                account,
                entities.createQuery(
                                "select p from Product p where p.account = :account and p.livemode = :livemode"
                                        + " and p.deletedAt is null and p.active = true order by p.name, p.id",
                                ProductEntity.class)
                        .setMaxResults(MOST));
    }

    Optional<Product> product(Account account, String id) {
        return products(
                        account,
                        entities.createQuery(
                                        "select p from Product p where p.account = :account and p.livemode = :livemode"
                                                + " and p.deletedAt is null and p.id = :id",
                                        ProductEntity.class)
                                .setParameter("id", id))
                .stream()
                .findFirst();
    }

    private List<Product> products(Account account, TypedQuery<ProductEntity> query) {
        List<ProductEntity> products = query.setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .getResultList();
        if (products.isEmpty()) {
            return List.of();
        }
        Map<String, List<Price>> byProduct = new HashMap<>();
        prices(
                        account,
                        of(account, PRICES + " and r.productId in :ids" + CHEAPEST_FIRST)
                                .setParameter(
                                        "ids",
                                        products.stream()
                                                .map(ProductEntity::productId)
                                                .toList()))
                .forEach(price -> byProduct
                        .computeIfAbsent(price.productId(), id -> new ArrayList<>())
                        .add(price));
        return products.stream()
                .map(product -> product.with(byProduct.getOrDefault(product.productId(), List.of())))
                .toList();
    }

    private TypedQuery<Object[]> of(Account account, String query) {
        return entities.createQuery(query, Object[].class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode());
    }

    private List<Price> prices(Account account, TypedQuery<Object[]> query) {
        List<Object[]> rows = query.getResultList();
        Map<String, Map<String, Money>> options = options(
                account,
                rows.stream().map(row -> ((PriceEntity) row[0]).priceId()).toList());
        return rows.stream()
                .map(row -> {
                    PriceEntity price = (PriceEntity) row[0];
                    Optional<ProductEntity> product = Optional.ofNullable((ProductEntity) row[1]);
                    return price.of(product, options.getOrDefault(price.priceId(), Map.of()));
                })
                .toList();
    }

    private Map<String, Map<String, Money>> options(Account account, Collection<String> priceIds) {
        Map<String, Map<String, Money>> byPrice = new HashMap<>();
        if (!priceIds.isEmpty()) {
            entities.createQuery(
                            "select o from PriceOption o where o.account = :account and o.livemode = :livemode"
                                    + " and o.priceId in :ids and o.removedAt is null",
                            PriceOptionEntity.class)
                    .setParameter("account", account.id())
                    .setParameter("livemode", account.livemode())
                    .setParameter("ids", priceIds)
                    .getResultStream()
                    .forEach(option -> option.amount()
                            .ifPresent(amount -> byPrice.computeIfAbsent(option.priceId(), id -> new HashMap<>())
                                    .put(amount.stripeCurrency(), amount)));
        }
        return byPrice;
    }
}
