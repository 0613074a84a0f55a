package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which events or deliveries are meant. An empty set lets everything through.
 *
 * @param types Stripe's event types; one that ends in {@code .*} means all below it
 * @param states states of events, or of deliveries
 * @param handlers deliveries to these handlers; events that have such a delivery
 * @param accounts {@code platform} or {@code acct_...} ids
 * @param mode live or test
 * @param endpoints the doors that they came through; {@code events-api} for those that were fetched from Stripe
 * @param eventIds Stripe's ids, {@code evt_...}
 * @param since received then or later
 * @param until received before then
 */
public record Filter<S extends Enum<S>>(
        Set<String> types,
        Set<S> states,
        Set<String> handlers,
        Set<String> accounts,
        Mode mode,
        Set<String> endpoints,
        Set<String> eventIds,
        Instant since,
        Instant until)
        implements Serializable {

    /** Later than anything. */
    public static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

    private static final long serialVersionUID = 1L;

    public Filter {
        types = sorted(types);
        states = sorted(states);
        handlers = sorted(handlers);
        accounts = sorted(accounts);
        endpoints = sorted(endpoints);
        eventIds = sorted(eventIds);
    }

    /** All events. */
    public static Filter<EventState> events() {
        return all();
    }

    /** All deliveries. */
    public static Filter<DeliveryState> deliveries() {
        return all();
    }

    private static <S extends Enum<S>> Filter<S> all() {
        return new Filter<S>(Set.of(), Set.of(), Set.of(), Set.of(), Mode.ANY, Set.of(), Set.of(), Instant.EPOCH, FAR);
    }

    public Filter<S> ofTypes(String... wanted) {
        return new Filter<>(
                Set.copyOf(Arrays.asList(wanted)), states, handlers, accounts, mode, endpoints, eventIds, since, until);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is read and forgotten
    public final Filter<S> in(S... wanted) {
        return in(Arrays.asList(wanted));
    }

    Filter<S> in(Collection<S> wanted) {
        return new Filter<>(types, Set.copyOf(wanted), handlers, accounts, mode, endpoints, eventIds, since, until);
    }

    public Filter<S> to(String... wanted) {
        return new Filter<>(
                types, states, Set.copyOf(Arrays.asList(wanted)), accounts, mode, endpoints, eventIds, since, until);
    }

    public Filter<S> of(String... wanted) {
        return new Filter<>(
                types, states, handlers, Set.copyOf(Arrays.asList(wanted)), mode, endpoints, eventIds, since, until);
    }

    public Filter<S> in(Mode wanted) {
        return new Filter<>(types, states, handlers, accounts, wanted, endpoints, eventIds, since, until);
    }

    public Filter<S> through(String... wanted) {
        return new Filter<>(
                types, states, handlers, accounts, mode, Set.copyOf(Arrays.asList(wanted)), eventIds, since, until);
    }

    public Filter<S> named(String... wanted) {
        return new Filter<>(
                types, states, handlers, accounts, mode, endpoints, Set.copyOf(Arrays.asList(wanted)), since, until);
    }

    public Filter<S> between(Instant from, Instant to) {
        return new Filter<>(types, states, handlers, accounts, mode, endpoints, eventIds, from, to);
    }

    private static <T extends Comparable<? super T>> Set<T> sorted(Set<T> values) {
        return Collections.unmodifiableSet(new TreeSet<>(values));
    }
}
