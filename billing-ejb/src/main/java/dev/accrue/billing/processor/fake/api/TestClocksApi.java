package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.TestClocks;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;

/**
 * Time as Stripe lets tests move it. The answer to an advance says {@code advancing} as Stripe's does, though the clock
 * has already arrived; the next look at it says {@code ready}.
 *
 * @see <a href="https://docs.stripe.com/api/test_clocks">Stripe: Test clocks</a>
 */
final class TestClocksApi {

    private static final String URL = Kind.TEST_CLOCK.url();

    private static final long LIFETIME = 7 * 86_400;

    void addTo(Routes routes) {
        routes.post(URL, ParameterSchema.of("frozen_time!", "name"), this::create);
        routes.get(URL, ParameterSchema.ofList(), this::list);
        routes.get(URL + "/{id}", ParameterSchema.of(), this::retrieve);
        routes.post(URL + "/{id}/advance", ParameterSchema.of("frozen_time!"), this::advance);
        routes.delete(URL + "/{id}", ParameterSchema.of(), this::delete);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Doc clock = world.blank(Kind.TEST_CLOCK)
                .set("created", world.now())
                .set("deletes_after", world.now() + LIFETIME)
                .set("frozen_time", frozenTime(call));
        Fields.texts(call.params(), clock, "name");
        world.add(clock);
        world.events().happened("test_helpers.test_clock.created", clock);
        return world.render(clock, Fields.expand(call.params()));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.TEST_CLOCK, call.id()), Fields.expand(call.params()));
    }

    private Doc advance(Billing billing, Call call) {
        World world = billing.world();
        Doc clock = world.need(Kind.TEST_CLOCK, call.id());
        long target = frozenTime(call);
        Doc shown = world.render(clock, Fields.expand(call.params()));
        new TestClocks(billing).advance(clock, target);
        return shown.set("status", "advancing")
                .set("status_details", Doc.of("advancing", Doc.of("target_frozen_time", target)));
    }

    private Doc delete(Billing billing, Call call) {
        Doc clock = billing.world().need(Kind.TEST_CLOCK, call.id());
        new TestClocks(billing).delete(clock);
        return World.stub(clock);
    }

    private Doc list(Billing billing, Call call) {
        return ListPage.of(billing.world(), call, Query.of(Kind.TEST_CLOCK), clock -> !clock.isTrue("_deleted"));
    }

    private static long frozenTime(Call call) {
        return call.params().whole("frozen_time").orElseThrow(() -> StripeError.missing("frozen_time"));
    }
}
