package dev.accrue.billing.subscription;

import static dev.accrue.billing.subscription.Condition.COLLECTED;
import static dev.accrue.billing.subscription.Condition.RUNNING;
import static dev.accrue.billing.subscription.Condition.status;

import dev.accrue.billing.config.AccessPolicy;
import dev.accrue.billing.config.AccessPolicy.State;
import dev.accrue.billing.config.BillingConfig;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operator's access policy: which items of which subscriptions give access to what they pay for. The one place that
 * knows it, for a value, for a query, and for whoever asks later.
 *
 * <p>A price or a product may be an exception with a policy of its own. The first exception that names the item's price
 * holds, or else the first that names its product, or else the standard policy.
 */
@Dependent
class Access {

    /** Not "exists": for that EclipseLink writes parameters as literals, and booleans as numbers, which H2 refuses. */
    private static final String ITEM = "s.id in (select i.subscriptionId from SubscriptionItem i"
            + " where i.account = s.account and i.livemode = s.livemode and i.removedAt is null";

    private final AccessPolicy standard;
    private final Map<String, AccessPolicy> exceptions = new LinkedHashMap<>();

    @Inject
    Access(BillingConfig config) {
        standard = config.access().standard();
        config.access()
                .exceptions()
                .forEach(exception -> exception.of().forEach(id -> exceptions.putIfAbsent(id, exception.policy())));
    }

    /** Whether an item of a subscription gives access. */
    boolean entitles(Subscription subscription, String priceId, Optional<String> productId) {
        AccessPolicy policy = Optional.ofNullable(exceptions.get(priceId))
                .or(() -> productId.map(exceptions::get))
                .orElse(standard);
        return under(policy).holds(subscription, Instant.EPOCH); // no policy looks at the time
    }

    /** That some item of the entity named {@code s} gives access. */
    String jpql() {
        return jpql("");
    }

    /** That some item of the price or product {@code :wanted} of the entity named {@code s} gives access. */
    String jpqlForWanted() {
        return jpql(" and (i.priceId = :wanted or i.productId = :wanted)");
    }

    private String jpql(String which) {
        Set<AccessPolicy> policies = new LinkedHashSet<>(exceptions.values());
        policies.add(standard);
        return policies.stream()
                .map(policy -> exceptions.isEmpty()
                        ? under(policy).jpql()
                        : "((" + governs(policy) + ") and " + under(policy).jpql() + ")")
                .collect(Collectors.joining(" or ", ITEM + which + " and (", "))"));
    }

    /** That the policy is the one that holds for the item named {@code i}. */
    private String governs(AccessPolicy policy) {
        List<String> here = exceptions.entrySet().stream()
                .filter(exception -> exception.getValue().equals(policy))
                .map(Map.Entry::getKey)
                .toList();
        List<String> ways = new ArrayList<>();
        if (!here.isEmpty()) {
            ways.add("i.priceId in " + list(here));
            ways.add("(" + isNoException("i.priceId") + " and i.productId in " + list(here) + ")");
        }
        if (policy.equals(standard)) {
            ways.add("(" + isNoException("i.priceId") + " and " + isNoException("i.productId") + ")");
        }
        return String.join(" or ", ways);
    }

    private String isNoException(String id) {
        return "(" + id + " is null or " + id + " not in " + list(exceptions.keySet()) + ")";
    }

    /** The configuration lets only letters, digits, dots, dashes and underscores into an id. */
    private static String list(Collection<String> ids) {
        return ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", ", "(", ")"));
    }

    /** That a subscription is in a state which gives access under a policy. */
    private static Condition under(AccessPolicy policy) {
        Condition states = status(SubscriptionStatus.ACTIVE, allowed(policy));
        Condition running = states.and(RUNNING);
        return policy.allows(State.COLLECTION_PAUSED) ? running : running.and(COLLECTED);
    }

    private static SubscriptionStatus[] allowed(AccessPolicy policy) {
        Set<SubscriptionStatus> allowed = new LinkedHashSet<>(Set.of(SubscriptionStatus.TRIALING));
        policy.alsoIn().stream()
                .filter(state -> state != State.COLLECTION_PAUSED)
                .map(state -> SubscriptionStatus.valueOf(state.name()))
                .forEach(allowed::add);
        return allowed.toArray(SubscriptionStatus[]::new);
    }
}
