package dev.accrue.billing.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one wake-up is good for, however much has piled up. Without a broker no other comes, so each drain is one. */
class DrainTest {

    /** Several times what is taken at a time, of whatever kind. */
    private static final int MANY = 700;

    /** The same of what Stripe has to be asked for. */
    private static final int MANY_TO_FETCH = 60;

    private final AtomicInteger heard = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile boolean failing;
    private volatile boolean holding;
    private volatile Optional<String> held = Optional.empty();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBacklogIsGoneAfterOneWakeUp(TestDatabase kind) {
        try (TestBilling billing = module(kind, "payload")) {
            teapotsBoil(billing, 0, MANY);

            billing.drain();

            nothingIsLeft(billing, MANY);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBacklogThatStripeHasToBeAskedForIsGoneAfterOneWakeUp(TestDatabase kind) {
        try (TestBilling billing = module(kind, "coalesce")) {
            Dashboard dashboard = new Dashboard(billing.stripe());
            IntStream.range(0, MANY_TO_FETCH).forEach(i -> dashboard.post("/v1/customers"));
            while (billing.deliver() > 0) {
                assertThat(billing.count("webhook_events", "state <> 'RECEIVED'"))
                        .isZero();
            }

            billing.drain();

            assertThat(billing.count("customers", "1 = 1")).isEqualTo(MANY_TO_FETCH);
            nothingIsLeft(billing, MANY_TO_FETCH);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBacklogOfDeliveriesThatFailedIsGoneAfterOneWakeUp(TestDatabase kind) {
        try (TestBilling billing = module(kind, "payload")) {
            failing = true;
            teapotsBoil(billing, 0, MANY);
            billing.drain();
            assertThat(billing.count("webhook_deliveries", "state = 'FAILED'")).isEqualTo(MANY);

            failing = false;
            billing.database()
                    .doInTransaction(tx -> tx.update("update #webhook_deliveries set wake_at = ?", Instant.now()));
            billing.drain();

            nothingIsLeft(billing, MANY);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whateverWakeUpsGotLostALaterOneTakesAll(TestDatabase kind) {
        try (TestBilling billing = module(kind, "payload")) {
            WakeUp wakeUp = billing.get(WakeUp.class);
            teapotsBoil(billing, 0, 20);
            await().until(() -> wakeUp.lastWasSent().equals(Optional.of(false)));
            teapotsBoil(billing, 20, 20);
            assertThat(billing.count("webhook_events", "state = 'RECEIVED'")).isEqualTo(40);

            billing.drain();

            nothingIsLeft(billing, 40);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload", "coalesce"})
    void whatAHandlerHoldsUpHoldsUpNothingElse(String refetch) throws Exception {
        try (TestBilling billing = module(TestDatabase.H2, refetch)) {
            held = Optional.of("tp_0");
            teapotsBoil(billing, 0, 1);
            CompletableFuture<Void> drain = CompletableFuture.runAsync(billing::drain);
            await().until(() -> holding);

            teapotsBoil(billing, 1, 3);
            await().until(() -> heard.get() == 3);

            release.countDown();
            drain.get(10, SECONDS);
            nothingIsLeft(billing, 4);
        }
    }

    private void nothingIsLeft(TestBilling billing, int deliveries) {
        assertThat(billing.count("webhook_events", "state <> 'PROCESSED'")).isZero();
        assertThat(billing.count("webhook_deliveries", "state = 'DELIVERED'")).isEqualTo(deliveries);
        assertThat(heard).hasValue(deliveries);
    }

    private TestBilling module(TestDatabase kind, String refetch) {
        return TestBilling.on(kind)
                .with("billing.webhooks.refetch", refetch)
                .handling(new Listener())
                .start();
    }

    /** Events of so many objects that nobody has to ask Stripe for. */
    private static void teapotsBoil(TestBilling billing, int first, int count) {
        for (int i = first; i < first + count; i++) {
            var teapot =
                    Json.object().add("id", "tp_" + i).add("object", "teapot").build();
            assertThat(billing.hand("stripe", Events.full("evt_" + i, "teapot.boiled", Instant.now(), teapot)))
                    .isEqualTo(Receipt.ACCEPTED);
        }
    }

    private final class Listener implements BillingEventHandler {

        @Override
        public String name() {
            return "listener";
        }

        @Override
        public boolean handles(String eventType) {
            return eventType.equals("teapot.boiled") || eventType.equals("customer.created");
        }

        @Override
        public void on(BillingEvent event) throws Exception {
            if (held.filter(event.subject().id()::equals).isPresent()) {
                holding = true;
                release.await();
            }
            if (failing) {
                throw new IllegalStateException("not now");
            }
            heard.incrementAndGet();
        }
    }
}
