package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How events are stored, claimed, fetched for and concluded. */
class WorkingOffTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CUSTOMERS = "/v1/customers/";
    private static final String DEFERRED = "state = 'DEFERRED' and attempts = 0";

    private final AtomicInteger fetches = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eventsOfAnObjectThatWaitTogetherAreOneFetch(TestDatabase kind) {
        try (TestBilling billing = counting(kind, "coalesce")) {
            happen(billing, 12);

            billing.drain();

            assertThat(fetches).hasValue(1);
            assertThat(billing.count("webhook_events", "state = 'PROCESSED'")).isEqualTo(12);
            assertThat(billing.count("ledger_facts", "cause_type = 'EVENT'")).isEqualTo(12);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anObjectIsLeftToSettleWhileMoreMayFollow(TestDatabase kind) {
        try (TestBilling billing = counting(kind, "coalesce", "PT10M")) {
            happen(billing, 2);
            received(billing, "evt_0", Duration.ofMinutes(11));
            billing.drain();

            assertThat(fetches).as("the other is fresh").hasValue(0);

            received(billing, "evt_1", Duration.ofMinutes(11));
            billing.drain();

            assertThat(fetches).hasValue(1);
            assertThat(billing.count("webhook_events", "state = 'PROCESSED'")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aStreamThatNeverSettlesIsPutOffTenTimesAsLongAtMost(TestDatabase kind) {
        try (TestBilling billing = counting(kind, "coalesce", "PT10M")) {
            happen(billing, 2);
            received(billing, "evt_0", Duration.ofMinutes(101));
            billing.drain();

            assertThat(fetches).hasValue(1);
            assertThat(billing.count("webhook_events", "state = 'PROCESSED'")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void inTheModeAlwaysEachEventIsAFetch(TestDatabase kind) {
        try (TestBilling billing = counting(kind, "always")) {
            happen(billing, 4);

            billing.drain();

            assertThat(fetches).hasValue(4);
            assertThat(billing.count("webhook_events", "state = 'PROCESSED'")).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whoeverWasTakenOverWhileAskingStripeWritesNothing(TestDatabase kind) {
        AtomicInteger asked = new AtomicInteger();
        TestBilling billing = TestBilling.on(kind);
        try (TestBilling started = billing.wire(wire -> request -> {
                    if (isFetch(request) && asked.incrementAndGet() == 1) {
                        another(billing);
                    }
                    return wire.send(request);
                })
                .start()) {
            happen(started, 1);

            started.drain();

            assertThat(asked).hasValue(1);
            assertThat(started.count("webhook_events", "state = 'PROCESSING'")).isEqualTo(1);
            assertThat(started.count("ledger_facts", "cause_type = 'EVENT'")).isZero();
            assertThat(started.count("customers", "1 = 1")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anAnswerDuringWhichSomebodyElseWroteIsAskedForAgainAndTheNewestStateStays(TestDatabase kind) {
        try (TestBilling billing = overtaken(kind, 1)) {
            happen(billing, 1);

            billing.drain();

            assertThat(fetches).hasValue(2);
            assertThat(billing.count("customers", "name = 'version 1'")).isEqualTo(1);
            assertThat(billing.count("webhook_events", "state = 'PROCESSED' and attempts = 1"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anObjectThatIsWrittenDuringEveryAnswerIsLeftAloneForAMoment(TestDatabase kind) {
        try (TestBilling billing = overtaken(kind, 3)) {
            happen(billing, 1);

            CompletableFuture<Void> drain = CompletableFuture.runAsync(billing::drain);

            await().pollInterval(Duration.ofMillis(20))
                    .during(Duration.ofMillis(300))
                    .until(() -> billing.count("webhook_events", DEFERRED) == 1);
            assertThat(billing.count("stripe_objects", "object_type = 'customer' and dirty"))
                    .isEqualTo(1);
            assertThat(fetches).hasValue(3);

            drain.join();
            await().until(() -> {
                billing.drain(); // another wake-up, in case that the first one did not wait for it
                return billing.count("webhook_events", "state = 'PROCESSED' and attempts = 1") == 1;
            });
            assertThat(fetches).hasValue(4);
            assertThat(billing.count("customers", "name = 'version 3'")).isEqualTo(1);
            assertThat(billing.count("stripe_objects", "dirty")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eventsWaitWithoutCountingTheAttemptWhenStripeAsksToSlowDown(TestDatabase kind) {
        TestBilling module = TestBilling.on(kind)
                .wire(wire -> request -> isFetch(request) && fetches.incrementAndGet() == 1
                        ? new WireResponse(
                                429, Map.of("retry-after", "1"), "{\"error\": {\"type\": \"invalid_request_error\"}}")
                        : wire.send(request));
        try (TestBilling billing = module.start()) {
            happen(billing, 1);

            billing.drain();

            assertThat(fetches).hasValue(1);
            assertThat(billing.count("webhook_events", DEFERRED)).isEqualTo(1);

            billing.database().doInTransaction(tx -> tx.update("update #webhook_events set wake_at = ?", LONG_AGO));
            billing.drain();

            assertThat(fetches).hasValue(2);
            assertThat(billing.count("webhook_events", "state = 'PROCESSED' and attempts = 1"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventThatCannotBeAppliedDoesNotHoldUpTheOthersOfItsShare(TestDatabase kind) {
        try (TestBilling billing =
                TestBilling.on(kind).with("billing.webhooks.refetch", "payload").start()) {
            for (int i = 0; i < 5; i++) {
                hand(billing, i, customer("cus_" + i, i == 2 ? "no currency at all" : "eur"));
            }
            Claims claims = billing.get(Claims.class);

            Claims.Turn turn = claims.take(claims.due(100));

            assertThat(turn.concluded())
                    .extracting(StoredEvent::eventId)
                    .containsExactlyInAnyOrder("evt_0", "evt_1", "evt_3", "evt_4");
            assertThat(billing.count("customers", "currency = 'eur'")).isEqualTo(4);
            assertThat(billing.count("webhook_events", "event_id = 'evt_2' and state = 'FAILED' and attempts = 1"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventWhoseEveryAttemptEndedWithTheProcessIsDead(TestDatabase kind) {
        try (TestBilling billing = counting(kind, "coalesce")) {
            happen(billing, 1);
            billing.database()
                    .doInTransaction(tx -> tx.update(
                            "update #webhook_events set state = 'PROCESSING', attempts = 25, wake_at = ?", LONG_AGO));

            billing.drain();

            assertThat(fetches).hasValue(0);
            assertThat(billing.count(
                            "webhook_events", "state = 'DEAD' and last_error = 'every attempt ended without a result'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBodyIsKeptByteForByte(TestDatabase kind) {
        String body = "{\"id\" : \"evt_1\",\"object\":\"event\",\n\t\"type\": \"teapot.boiled\", \"created\": 1,"
                + " \"livemode\":false, \"data\": {\"object\": {\"b\": 1,   \"a\":2.10, \"a\":3, \"ü\": \"\\u00fc\"}}}  ";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (TestBilling billing = TestBilling.on(kind).start()) {
            String signature = Signature.header(bytes, new Secret(TestBilling.SECRET), Instant.now());

            assertThat(billing.get(Door.class).accept("stripe", bytes, signature))
                    .isEqualTo(Receipt.ACCEPTED);

            List<String> kept = billing.database()
                    .inTransaction(tx -> tx.query("select body from #webhook_events", row -> row.text("body")));
            assertThat(kept).containsExactly(body);
        }
    }

    private TestBilling counting(TestDatabase kind, String refetch) {
        return counting(kind, refetch, "PT0S");
    }

    private TestBilling counting(TestDatabase kind, String refetch, String settle) {
        return TestBilling.on(kind)
                .with("billing.webhooks.settle", settle)
                .with("billing.webhooks.refetch", refetch)
                .wire(wire -> request -> {
                    if (isFetch(request)) {
                        fetches.incrementAndGet();
                    }
                    return wire.send(request);
                })
                .start();
    }

    /** During the worker's first so many answers the customer changes, and somebody else writes the change. */
    private TestBilling overtaken(TestDatabase kind, int times) {
        AtomicBoolean overtaking = new AtomicBoolean();
        TestBilling billing = TestBilling.on(kind);
        return billing.wire(wire -> request -> {
                    WireResponse answer = wire.send(request);
                    if (isFetch(request) && !overtaking.get() && fetches.incrementAndGet() <= times) {
                        overtaking.set(true);
                        somebodyElseWrites(billing, request.path(), "version " + fetches);
                        overtaking.set(false);
                    }
                    return answer;
                })
                .start();
    }

    private static void somebodyElseWrites(TestBilling billing, String path, String name) {
        new Dashboard(billing.stripe()).post(path, "name", name);
        String id = path.substring(CUSTOMERS.length());
        billing.get(Refresh.class).now(new ObjectKey(Account.platform(false), "customer", id));
    }

    private static boolean isFetch(WireRequest request) {
        return request.method().equals("GET") && request.path().startsWith(CUSTOMERS);
    }

    /** It was received so long ago, and is looked at now. */
    private static void received(TestBilling billing, String event, Duration ago) {
        Instant then = Instant.now().minus(ago);
        billing.database()
                .doInTransaction(tx -> tx.update(
                        "update #webhook_events set received_at = ?, wake_at = ? where event_id = ?",
                        then,
                        then,
                        event));
    }

    /** Another worker takes over whatever is leased. */
    private static void another(TestBilling billing) {
        billing.database().doInTransaction(tx -> tx.update("update #stripe_objects set lease_token = lease_token + 1"));
    }

    /** Somebody makes a customer at Stripe, who is told of so often. */
    private static void happen(TestBilling billing, int times) {
        String customer = new Dashboard(billing.stripe()).post("/v1/customers").getString("id");
        var object = Json.object().add("id", customer).add("object", "customer").build();
        for (int i = 0; i < times; i++) {
            hand(billing, i, object);
        }
    }

    private static void hand(TestBilling billing, int number, JsonObject customer) {
        Instant created = Instant.now().minusSeconds(number);
        assertThat(billing.hand("stripe", Events.full("evt_" + number, "customer.updated", created, customer)))
                .isEqualTo(Receipt.ACCEPTED);
    }

    private static JsonObject customer(String id, String currency) {
        return Json.object(StripeExamples.withId(StripeExamples.of("customer"), id))
                .add("currency", currency)
                .build();
    }
}
