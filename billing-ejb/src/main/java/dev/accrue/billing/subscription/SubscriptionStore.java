package dev.accrue.billing.subscription;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.account.Account;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads subscriptions with their items and schedules: three queries for any number of them, two without schedules. */
@Dependent
class SubscriptionStore {

    private static final String NEWEST_FIRST = " order by s.createdAt desc, s.id";

    private static final String OF_ACCOUNT =
            "select s from Subscription s where s.account = :account and s.livemode = :livemode";

    private static final String ENTITLING = "select count(s.id) from Subscription s, CustomerOwner o, Customer c"
            + " where o.account = :account and o.livemode = :livemode and o.ownerType = :type and o.ownerId = :owner"
            + " and c.account = o.account and c.livemode = o.livemode and c.id = o.customerId and c.deletedAt is null"
            + " and s.account = o.account and s.livemode = o.livemode and s.customerId = o.customerId and ";

    @PersistenceContext(unitName = "billing")
    EntityManager entities;

    @Inject
    Access access;

    Optional<Subscription> find(Account account, String id) {
        return list(account, " and s.id = :id", 1, Map.of("id", id)).stream().findFirst();
    }

    /** A customer's subscriptions, newest first. */
    List<Subscription> ofCustomer(Account account, String customerId, int limit) {
        return list(account, " and s.customerId = :customer" + NEWEST_FIRST, limit, Map.of("customer", customerId));
    }

    /** Those of which a predicate is true at a moment, newest first. */
    List<Subscription> where(Account account, SubscriptionPredicate predicate, Instant now, int limit) {
        String condition = predicate.jpql(access);
        Map<String, Object> parameters = condition.contains(":now") ? Map.of("now", now) : Map.of();
        return list(account, " and " + condition + NEWEST_FIRST, limit, parameters);
    }

    /** Whether a host's entity has an item that gives access: of this price or product, or any. */
    boolean isEntitled(Account account, BillableRef owner, Optional<String> priceOrProduct) {
        String condition = priceOrProduct.isPresent() ? access.jpqlForWanted() : access.jpql();
        var query = entities.createQuery(ENTITLING + condition, Long.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter("type", owner.type())
                .setParameter("owner", owner.id());
        priceOrProduct.ifPresent(wanted -> query.setParameter("wanted", wanted));
        return query.getSingleResult() > 0;
    }

    private List<Subscription> list(Account account, String more, int limit, Map<String, Object> parameters) {
        var query = entities.createQuery(OF_ACCOUNT + more, SubscriptionEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setMaxResults(limit);
        parameters.forEach(query::setParameter);
        List<Subscription> found =
                query.getResultStream().map(SubscriptionEntity::withoutItems).toList();
        Map<String, List<SubscriptionItemEntity>> items = items(account, found);
        Map<String, ScheduledChange> changes = scheduledChanges(account, found);
        return found.stream()
                .map(subscription -> subscription.with(
                        items.getOrDefault(subscription.id(), List.of()).stream()
                                .map(item -> item.of(subscription, access))
                                .toList(),
                        subscription.terms().scheduleId().map(changes::get)))
                .toList();
    }

    /** By the schedules' ids; a schedule that is not mirrored yet is going to change nothing that anybody knows. */
    private Map<String, ScheduledChange> scheduledChanges(Account account, List<Subscription> subscriptions) {
        List<String> ids = subscriptions.stream()
                .flatMap(subscription -> subscription.terms().scheduleId().stream())
                .toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery(
                        "select c from SubscriptionSchedule c where c.account = :account and c.livemode = :livemode"
                                + " and c.id in :ids and c.nextPhaseStart is not null",
                        ScheduleEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter("ids", ids)
                .getResultStream()
                .flatMap(schedule -> schedule.change().stream())
                .collect(Collectors.toMap(ScheduledChange::scheduleId, change -> change));
    }

    private Map<String, List<SubscriptionItemEntity>> items(Account account, List<Subscription> subscriptions) {
        if (subscriptions.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery(
                        "select i from SubscriptionItem i where i.account = :account and i.livemode = :livemode"
                                + " and i.subscriptionId in :ids and i.removedAt is null order by i.id",
                        SubscriptionItemEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter(
                        "ids", subscriptions.stream().map(Subscription::id).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(SubscriptionItemEntity::subscriptionId));
    }
}
