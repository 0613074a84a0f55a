package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries of one handler about one object: one after the other, in the order of what happened. */
class DeliveryOrderTest {

    private static final Instant BEGIN = Instant.parse("2026-11-01T10:00:00Z");
    private static final Duration MOMENT = Duration.ofMillis(3);

    /** More than are claimed at a time. */
    private static final int MANY = 120;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final List<String> overlaps = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aboutOneObjectNeverOverlapAndStartInOrderHoweverManyNodesThereAre(TestDatabase kind) {
        try (TestBilling billing = billing(kind, false)) {
            CompletableFuture<Void> arriving = CompletableFuture.runAsync(() -> happens(billing, 40, "a", "b", "c"));
            List<CompletableFuture<Void>> nodes = List.of(working(billing, arriving), working(billing, arriving));
            nodes.forEach(CompletableFuture::join);
            billing.drain();

            assertThat(overlaps).isEmpty();
            assertThat(heard).hasSize(120);
            for (String object : List.of("a", "b", "c")) {
                assertThat(heardOf(object)).isSorted().hasSize(40);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void waitForOneThatIsTriedAgainWhereTheHandlerIsOrdered(TestDatabase kind) {
        try (TestBilling billing = billing(kind, true)) {
            refused.add("a_100");
            happens(billing, 2, "a", "b");
            billing.drain();
            arrives(billing, "a", 102);
            billing.drain();

            assertThat(heardOf("a")).containsExactly("a_100");
            assertThat(heardOf("b")).as("another object").containsExactly("b_100", "b_101");

            refused.clear();
            timePasses(billing, "a");
            billing.drain();

            assertThat(heardOf("a")).containsExactly("a_100", "a_100", "a_101", "a_102");
            assertThat(billing.count("webhook_deliveries", "state = 'DELIVERED'"))
                    .isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void passOneThatIsTriedAgainWhereItIsNot(TestDatabase kind) {
        try (TestBilling billing = billing(kind, false)) {
            refused.add("a_100");
            happens(billing, 2, "a");
            billing.drain();
            arrives(billing, "a", 102);
            billing.drain();

            assertThat(heardOf("a")).containsExactly("a_100", "a_101", "a_102");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void waitForADeadOneNoLonger(TestDatabase kind) {
        try (TestBilling billing = billing(kind, true)) {
            refused.add("a_100");
            happens(billing, 2, "a");
            billing.drain();
            billing.database().doInTransaction(tx -> tx.update("update #webhook_deliveries set attempts = 24"));
            timePasses(billing, "a");
            billing.drain();

            assertThat(heardOf("a")).containsExactly("a_100", "a_100", "a_101");
            assertThat(billing.count("webhook_deliveries", "state = 'DEAD'")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void thatWaitInLargeNumbersKeepNoOtherObjectFromBeingTriedAgain(TestDatabase kind) {
        try (TestBilling billing = billing(kind, true)) {
            refused.addAll(List.of("a_100", "b_100"));
            happens(billing, 1, "a", "b");
            billing.drain();
            for (int i = 1; i <= MANY; i++) {
                arrives(billing, "a", 100 + i);
            }
            billing.drain();

            timePasses(billing, "b");
            billing.drain();

            assertThat(heardOf("a")).containsExactly("a_100");
            assertThat(heardOf("b")).containsExactly("b_100", "b_100");

            refused.clear();
            timePasses(billing, "a");
            billing.drain();

            assertThat(heardOf("a")).hasSize(MANY + 2).isSorted();
        }
    }

    private TestBilling billing(TestDatabase kind, boolean ordered) {
        return TestBilling.on(kind).handling(listener(ordered)).start();
    }

    private List<String> heardOf(String object) {
        return heard.stream().filter(event -> event.startsWith(object)).collect(Collectors.toList());
    }

    private static CompletableFuture<Void> working(TestBilling billing, CompletableFuture<Void> arriving) {
        return CompletableFuture.runAsync(() -> {
            while (!arriving.isDone()) {
                billing.drain();
            }
            billing.drain();
        });
    }

    private static void happens(TestBilling billing, int events, String... objects) {
        for (int i = 0; i < events; i++) {
            for (String object : objects) {
                arrives(billing, object, 100 + i);
            }
        }
    }

    /** An event of an object that nobody has to ask Stripe for. */
    private static void arrives(TestBilling billing, String object, int second) {
        var teapot = Json.object().add("id", object).add("object", "teapot").build();
        String id = object + "_" + second;
        assertThat(billing.hand("stripe", Events.full(id, "teapot.boiled", BEGIN.plusSeconds(second), teapot)))
                .isEqualTo(Receipt.ACCEPTED);
    }

    /** What failed about an object is tried again some time; here, now. */
    private static void timePasses(TestBilling billing, String object) {
        billing.database()
                .doInTransaction(tx -> tx.update(
                        "update #webhook_deliveries set wake_at = ? where object_id = ?", Instant.now(), object));
    }

    private BillingEventHandler listener(boolean ordered) {
        return new BillingEventHandler() {
            @Override
            public String name() {
                return "listener";
            }

            @Override
            public boolean handles(String eventType) {
                return true;
            }

            @Override
            public boolean ordered() {
                return ordered;
            }

            @Override
            public void on(BillingEvent event) {
                String object = event.subject().id();
                if (!busy.add(object)) {
                    overlaps.add(event.eventId());
                }
                heard.add(event.eventId());
                LockSupport.parkNanos(MOMENT.toNanos());
                busy.remove(object);
                if (refused.contains(event.eventId())) {
                    throw new IllegalStateException("not now");
                }
            }
        };
    }
}
