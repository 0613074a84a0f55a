package dev.accrue.billing.subscription;

import dev.accrue.billing.account.Account;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads subscriptions with their items: two queries for any number of them. */
@Dependent
class SubscriptionStore {

    private static final String OF_ACCOUNT =
            "select s from Subscription s where s.account = :account" + " and s.livemode = :livemode";

    @PersistenceContext(unitName = "billing")
    EntityManager entities;

    Optional<Subscription> find(Account account, String id) {
        return list(account, " and s.id = :p1", 1, id).stream().findFirst();
    }

    /** A customer's subscriptions, newest first. */
    List<Subscription> ofCustomer(Account account, String customerId, int limit) {
        return list(account, " and s.customerId = :p1 order by s.createdAt desc, s.id", limit, customerId);
    }

    List<Subscription> where(Account account, SubscriptionPredicate predicate, int limit) {
        return list(account, " and " + predicate.jpql() + " order by s.createdAt desc, s.id", limit);
    }

    private List<Subscription> list(Account account, String more, int limit, Object... parameters) {
        var query = entities.createQuery(OF_ACCOUNT + more, SubscriptionEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setMaxResults(limit);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter("p" + (i + 1), parameters[i]);
        }
        List<SubscriptionEntity> rows = query.getResultList();
        Map<String, List<SubscriptionItem>> items = items(account, rows);
        return rows.stream()
                .map(row -> row.with(items.getOrDefault(row.subscriptionId(), List.of())))
                .toList();
    }

    private Map<String, List<SubscriptionItem>> items(Account account, List<SubscriptionEntity> rows) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery(
                        "select i from SubscriptionItem i where i.account = :account and i.livemode = :livemode"
                                + " and i.subscriptionId in :ids and i.removedAt is null order by i.id",
                        SubscriptionItemEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter(
                        "ids",
                        rows.stream().map(SubscriptionEntity::subscriptionId).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        SubscriptionItemEntity::subscriptionId,
                        Collectors.mapping(SubscriptionItemEntity::value, Collectors.toList())));
    }
}
