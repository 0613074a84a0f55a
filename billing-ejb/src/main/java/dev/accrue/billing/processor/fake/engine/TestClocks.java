package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * Clocks that stand still until somebody moves them, with all that happens to their customers on the way.
 *
 * @see <a href="https://docs.stripe.com/billing/testing/test-clocks">Stripe: Test clocks</a>
 */
public final class TestClocks {

    private final Billing billing;
    private final World world;

    public TestClocks(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** Moves the clock; by the time this returns everything up to then has happened. */
    public void advance(Doc clock, long target) {
        String id = clock.text("id");
        require(target > clock.number("frozen_time"), "must be after the clock's current frozen time");
        require(target <= limit(clock), "is too far in the future for this clock's subscriptions");
        world.events().happened("test_helpers.test_clock.advancing", clock);
        new PassingTime(billing).pass(id, target, Integer.MAX_VALUE);
        world.save(clock.set("frozen_time", target));
        world.events().happened("test_helpers.test_clock.ready", clock);
    }

    /** Deletes the clock and the customers on it with everything they have. */
    public void delete(Doc clock) {
        customers(clock).toList().forEach(customer -> {
            subscriptions(customer).toList().forEach(subscription -> {
                if (!subscription.is("status", "canceled", "incomplete_expired")) {
                    billing.subscriptions().cancel(subscription, "cancellation_requested");
                }
            });
            world.save(customer.set("_deleted", true));
            world.events().happened("customer.deleted", customer);
        });
        world.events().happened("test_helpers.test_clock.deleted", clock);
        world.save(clock.set("_deleted", true));
    }

    /** Two intervals of the shortest subscription, or two years when there is none. */
    private long limit(Doc clock) {
        long now = clock.number("frozen_time");
        return customers(clock)
                .flatMap(this::subscriptions)
                .filter(subscription -> !subscription.is("status", "canceled", "incomplete_expired"))
                .flatMap(subscription -> billing.subscriptions().items(subscription).stream())
                .map(item -> Recurrence.of(world.get(Kind.PRICE, item.text("price"))))
                .mapToLong(recurrence -> recurrence.later(now, 2))
                .min()
                .orElse(Instant.ofEpochSecond(now)
                        .atZone(ZoneOffset.UTC)
                        .plusYears(2)
                        .toEpochSecond());
    }

    private Stream<Doc> customers(Doc clock) {
        return world.stream(Query.of(Kind.CUSTOMER))
                .filter(customer -> customer.is("test_clock", clock.text("id")) && !customer.isTrue("_deleted"));
    }

    private Stream<Doc> subscriptions(Doc customer) {
        return world.stream(Query.of(Kind.SUBSCRIPTION).customer(customer.text("id")));
    }

    private static void require(boolean allowed, String rule) {
        if (!allowed) {
            throw StripeError.invalid("The frozen_time " + rule + ".", "frozen_time");
        }
    }
}
