package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.Listener;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.webhook.replay.Instruction;
import dev.accrue.billing.webhook.replay.Replays;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handlers that are slow, hang, fail, or end the process. */
class DeliveringTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final List<BillingEvent> heard = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBatchThatTakesLongerThanItsLeaseIsDeliveredOnceAllTheSame(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind)
                .with("billing.handlers.timeout", "PT0.25S")
                .handling(listener(event -> takes(Duration.ofMillis(50))))
                .start()) {
            happen(billing, 40);

            CompletableFuture<Void> oneNode = CompletableFuture.runAsync(billing::drain);
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                billing.drain(); // and the other
                return billing.count("webhook_deliveries", "state <> 'DELIVERED'") == 0 && oneNode.isDone();
            });

            assertThat(heard).hasSize(40).doesNotHaveDuplicates();
            assertThat(billing.count("webhook_deliveries", "attempts <> 1")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void oneThatHangsIsGivenUpAndTheOthersAreDelivered(TestDatabase kind) {
        CountDownLatch forever = new CountDownLatch(1);
        try (TestBilling billing = TestBilling.on(kind)
                .with("billing.handlers.timeout", "PT0.3S")
                .handling(listener(event -> !event.eventId().equals("evt_2") || hangs(forever)))
                .start()) {
            happen(billing, 4);

            billing.drain();

            assertThat(heard)
                    .extracting(BillingEvent::eventId)
                    .containsExactlyInAnyOrder("evt_0", "evt_1", "evt_2", "evt_3");
            assertThat(billing.count("webhook_deliveries", "state = 'DELIVERED'"))
                    .isEqualTo(3);
            assertThat(billing.count("webhook_deliveries", "state = 'FAILED' and last_error like 'gave no sign%'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aHandlerThatHangsEachTimeKeepsNobodyWaitingAndIsCalledAgainLater(TestDatabase kind) {
        List<BillingEvent> called = new CopyOnWriteArrayList<>();
        CountDownLatch forever = new CountDownLatch(1);
        try (TestBilling billing = TestBilling.on(kind)
                .with("billing.handlers.timeout", "PT0.3S")
                .handling(listener("listener", heard, event -> true))
                .handling(listener("hung", called, event -> hangs(forever)))
                .start()) {
            happen(billing, 40);

            billing.drain();

            assertThat(heard).hasSize(40).doesNotHaveDuplicates();
            assertThat(called).hasSizeLessThan(10);
            assertThat(billing.count(
                            "webhook_deliveries",
                            "handler = 'hung' and state = 'FAILED' and last_error like '%HandlerHangsException'"))
                    .isGreaterThan(30);

            forever.countDown();
            await().pollInterval(Duration.ofSeconds(1)) // each time is an attempt, of which there are 25
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        timePasses(billing);
                        billing.drain();
                        return billing.count("webhook_deliveries", "state <> 'DELIVERED'") == 0;
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void oneWhoseEveryAttemptEndedWithTheProcessIsDeadAndIsNotRunAgain(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind)
                .with("billing.webhooks.max-attempts", "2")
                .handling(listener(event -> false))
                .start()) {
            happen(billing, 1);
            billing.drain();
            theProcessEndedInAttempt(billing, 2);

            billing.drain();

            assertThat(heard).hasSize(1);
            assertThat(billing.count(
                            "webhook_deliveries",
                            "state = 'DEAD' and last_error = 'every attempt ended without a result'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void oneWhoseNodeDiedIsRunAgainWhenItsLeaseIsOver(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind)
                .with("billing.webhooks.max-attempts", "3")
                .handling(listener(event -> event.attempt() > 1))
                .start()) {
            happen(billing, 1);
            billing.drain();
            theProcessEndedInAttempt(billing, 1);

            billing.drain();

            assertThat(heard).extracting(BillingEvent::attempt).containsExactly(1, 2);
            assertThat(heard)
                    .extracting(BillingEvent::deliveryId)
                    .containsOnly(heard.get(0).deliveryId());
            assertThat(billing.count("webhook_deliveries", "state = 'DELIVERED'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void oneThatFailedIsTriedOnceMoreWhenFewerAttemptsAreAllowedThanItHad(TestDatabase kind) {
        try (TestBilling billing =
                TestBilling.on(kind).handling(listener(event -> false)).start()) {
            happen(billing, 1);
            billing.drain();
            timePasses(billing);
            billing.drain();
            billing.stop();
            billing.with("billing.webhooks.max-attempts", "1").start();
            timePasses(billing);

            billing.drain();

            assertThat(heard).extracting(BillingEvent::attempt).containsExactly(1, 2, 3);
            assertThat(billing.count("webhook_deliveries", "state = 'DEAD' and last_error like '%IllegalState%'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void oneWhoseHandlerIsGoneIsAnOrphanUntilTheHandlerIsBackAndItIsReplayed(TestDatabase kind) throws Exception {
        try (TestBilling billing =
                TestBilling.on(kind).handling(listener(event -> false)).start()) {
            happen(billing, 1);
            billing.drain();
            billing.stop();
            billing.withoutHandlers().start();
            timePasses(billing);

            billing.drain();

            assertThat(billing.count("webhook_deliveries", "state = 'ORPHANED'"))
                    .isEqualTo(1);
            assertThat(heard).hasSize(1);

            billing.stop();
            billing.handling(listener(event -> true)).start();
            billing.drain();
            assertThat(heard).as("an orphan waits for an operator").hasSize(1);
            Instruction back = Instruction.because("INC-1");
            CallContext.of(Actor.operator("olga"))
                    .call(() -> billing.get(Replays.class).delivery(heard.get(0).deliveryId(), back));
            billing.drain();

            assertThat(billing.count("webhook_deliveries", "state = 'DELIVERED'"))
                    .isEqualTo(1);
            assertThat(heard).extracting(BillingEvent::eventId).containsExactly("evt_0", "evt_0");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whoeverHasConcludedOneHasNoMoreSayInIt(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind)
                .with("billing.webhooks.max-attempts", "2")
                .handling(listener(event -> false))
                .start()) {
            happen(billing, 1);
            billing.drain();
            timePasses(billing);
            Deliveries deliveries = billing.get(Deliveries.class);
            List<Delivery> mine = deliveries.claim(100);
            deliveries.delivered(mine);

            boolean dead = deliveries.failed(mine.get(0), "too late");
            deliveries.putBack(mine);

            assertThat(dead).isFalse();
            assertThat(billing.count("webhook_deliveries", "state = 'DELIVERED' and attempts = 2"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void thoseThatAProcessTookAlongAreRunOneByOneSoThatNoneTakesAnotherAlong(TestDatabase kind) {
        try (TestBilling billing =
                TestBilling.on(kind).handling(listener(event -> false)).start()) {
            happen(billing, 3);
            billing.drain();
            theProcessEndedInAttempt(billing, 1);

            Deliveries deliveries = billing.get(Deliveries.class);

            assertThat(Stream.generate(() -> deliveries.claim(100).size()).limit(4))
                    .containsExactly(1, 1, 1, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBacklogIsWorkedOffByMoreThanOneHandAndEachEventByOne(TestDatabase kind) {
        CountDownLatch both = new CountDownLatch(2);
        try (TestBilling billing = TestBilling.on(kind)
                .with("billing.webhooks.refetch", "payload")
                .handling(listener(event -> meetsAnother(both)))
                .start()) {
            happen(billing, 100);

            billing.drain();

            assertThat(heard).hasSize(100).doesNotHaveDuplicates();
            assertThat(billing.count("webhook_deliveries", "state = 'DELIVERED' and attempts = 1"))
                    .isEqualTo(100);
        }
    }

    /** Events of objects that nobody has to ask Stripe for. */
    private static void happen(TestBilling billing, int events) {
        for (int i = 0; i < events; i++) {
            var teapot =
                    Json.object().add("id", "tp_" + i).add("object", "teapot").build();
            assertThat(billing.hand("stripe", Events.full("evt_" + i, "teapot.boiled", Instant.now(), teapot)))
                    .isEqualTo(Receipt.ACCEPTED);
        }
    }

    private static void theProcessEndedInAttempt(TestBilling billing, int attempt) {
        billing.database()
                .doInTransaction(tx -> tx.update(
                        "update #webhook_deliveries set state = 'RUNNING', attempts = ?, wake_at = ?",
                        attempt,
                        LONG_AGO));
    }

    /** What failed is tried again some time; here, now. */
    private static void timePasses(TestBilling billing) {
        billing.database()
                .doInTransaction(tx ->
                        tx.update("update #webhook_deliveries set wake_at = ? where state = 'FAILED'", Instant.now()));
    }

    private static boolean takes(Duration time) {
        LockSupport.parkNanos(time.toNanos());
        return true;
    }

    private static boolean meetsAnother(CountDownLatch both) {
        both.countDown();
        try {
            return both.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until it is interrupted, or for ever is over. */
    private static boolean hangs(CountDownLatch forever) {
        try {
            forever.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private BillingEventHandler listener(Predicate<BillingEvent> succeeds) {
        return listener("listener", heard, succeeds);
    }

    private static BillingEventHandler listener(
            String name, List<BillingEvent> heard, Predicate<BillingEvent> succeeds) {
        return new Listener(name, event -> {
            heard.add(event);
            if (!succeeds.test(event)) {
                throw new IllegalStateException("not now");
            }
        });
    }
}
