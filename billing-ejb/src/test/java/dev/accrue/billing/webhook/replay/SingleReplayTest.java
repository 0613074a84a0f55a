package dev.accrue.billing.webhook.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.OperationConflictException;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Cause.CauseType;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Obstacle;
import dev.accrue.billing.webhook.Redelivery;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One event or one delivery, taken back into work by an operator. */
class SingleReplayTest {

    private static final Instruction AGAIN = Instruction.because("INC-1").as("replay-1");

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aReplayedEventMirrorsItsObjectAgainAndItsFirstFactStays(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");
            long revision = revision(scene, event);
            long facts = scene.billing.count("ledger_facts", "cause_type = 'EVENT'");

            scene.operator(() -> scene.replays().event(event.id(), AGAIN));
            scene.billing.drain();

            assertThat(scene.stateOf(event.id())).isEqualTo(EventState.PROCESSED);
            assertThat(revision(scene, event)).isGreaterThan(revision);
            assertThat(scene.billing.count("ledger_facts", "cause_type = 'EVENT'"))
                    .isEqualTo(facts);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eachReplayIsAFactOfItsOwn(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");

            Replay first = scene.operator(() -> scene.replays().event(event.id(), AGAIN));
            scene.billing.drain();
            Replay second = scene.operator(() -> scene.replays().event(event.id(), Instruction.because("INC-2")));

            List<Fact> facts = scene.billing.get(Ledger.class).timeline(event.subject(), 100).stream()
                    .filter(fact -> fact.type().equals("webhook.replay_requested"))
                    .toList();
            assertThat(facts).hasSize(2).allSatisfy(fact -> {
                assertThat(fact.actor()).isEqualTo(Actor.operator("olga"));
                assertThat(fact.cause().type()).isEqualTo(CauseType.REPLAY);
            });
            assertThat(facts)
                    .extracting(fact -> fact.operationId().orElseThrow())
                    .containsExactly("replay-1", second.operationId());
            assertThat(facts)
                    .extracting(fact -> fact.cause().id())
                    .containsExactly(first.id().toString(), second.id().toString());
            assertThat(facts)
                    .extracting(fact -> Json.text(fact.detail(), "reason").orElseThrow())
                    .containsExactly("INC-1", "INC-2");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theSameReplayIdTwiceIsOneReplay(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            UUID event = scene.event("customer.created").id();

            Replay first = scene.operator(() -> scene.replays().event(event, AGAIN));
            Replay second = scene.operator(() -> scene.replays().event(event, AGAIN));
            scene.billing.drain();
            Replay third = scene.operator(() -> scene.replays().event(event, AGAIN));

            assertThat(List.of(second, third)).containsOnly(first);
            assertThat(scene.stateOf(event)).isEqualTo(EventState.PROCESSED);
            assertThat(replayFacts(scene)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theSameReplayIdAskedByManyAtOnceIsOneReplay(TestDatabase kind) throws Exception {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            UUID event = scene.event("customer.created").id();
            Callable<Replay> ask = () -> scene.operator(() -> scene.replays().event(event, AGAIN));
            ExecutorService operators = Executors.newFixedThreadPool(8);

            List<Future<Replay>> answers = operators.invokeAll(List.of(ask, ask, ask, ask, ask, ask, ask, ask));
            operators.shutdown();

            Replay one = answers.get(0).get();
            for (Future<Replay> answer : answers) {
                assertThat(answer.get()).isEqualTo(one);
            }
            assertThat(replayFacts(scene)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aReplayIdIsNotUsedForSomethingElse(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme").aCustomer("other")) {
            UUID event = scene.event("customer.created").id();
            scene.operator(() -> scene.replays().event(event, AGAIN));

            assertThatThrownBy(() -> scene.operator(() -> scene.replays().event(event, Redelivery.none(), AGAIN)))
                    .isInstanceOf(OperationConflictException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anUnfinishedEventIsNotReplayed(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().billable("acme")) {
            scene.billing.deliver();
            UUID event = scene.event("customer.created").id();

            assertRefused(() -> scene.replays().event(event, AGAIN), Obstacle.UNFINISHED);

            scene.billing.settle();
            assertThat(scene.operator(() -> scene.replays().event(event, AGAIN)).done())
                    .describedAs("the refused operation id may be used again")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anUnknownEventIsNotReplayed(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            assertRefused(() -> scene.replays().event(UUID.randomUUID(), AGAIN), Obstacle.UNKNOWN);
            assertRefused(() -> scene.replays().delivery(UUID.randomUUID(), AGAIN), Obstacle.UNKNOWN);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDeadEventStartsAnewWithAllItsAttempts(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().billable("acme")) {
            scene.billing.deliver();
            scene.sql("update #webhook_events set state = 'DEAD', attempts = 25, last_error = 'old'");
            UUID event = scene.event("customer.created").id();

            scene.operator(() -> scene.replays().event(event, AGAIN));
            EventEntry waiting = scene.deadLetters().event(event);
            scene.billing.drain();

            assertThat(waiting.state()).isEqualTo(EventState.RECEIVED);
            assertThat(waiting.attempts()).isZero();
            assertThat(waiting.lastError()).isEmpty();
            assertThat(scene.stateOf(event)).isEqualTo(EventState.PROCESSED);
            assertThat(scene.listener.heard).extracting("eventId").contains(waiting.eventId());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void byDefaultOnlyWhatAHandlerHasNotDoneIsDeliveredAgain(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).with("billing.webhooks.max-attempts", "1")) {
            ReplayScene.Listener other = new ReplayScene.Listener("other");
            scene.billing.handling(other);
            scene.start();
            other.broken = true;
            scene.aCustomer("acme");
            UUID event = scene.event("customer.created").id();
            int heard = scene.listener.heard.size();
            other.broken = false;

            scene.operator(() -> scene.replays().event(event, AGAIN));
            scene.billing.drain();

            assertThat(scene.listener.heard).hasSize(heard);
            assertThat(other.heard).extracting("type").containsExactly("customer.created");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aReplayOfTheMirrorOnlyTellsNoHandler(TestDatabase kind) {
        try (ReplayScene scene =
                ReplayScene.on(kind).with("billing.webhooks.max-attempts", "1").start()) {
            scene.listener.broken = true;
            scene.aCustomer("acme");
            UUID event = scene.event("customer.created").id();
            scene.listener.broken = false;

            scene.operator(() -> scene.replays().event(event, Redelivery.none(), AGAIN));
            scene.billing.drain();

            assertThat(scene.stateOf(event)).isEqualTo(EventState.PROCESSED);
            assertThat(scene.listener.heard).isEmpty();
            assertThat(scene.billing.count("webhook_deliveries", "state = 'DEAD'"))
                    .isEqualTo(scene.billing.count("webhook_deliveries", "1 = 1"));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void everythingCanBeDeliveredAgainToOneHandler(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind)) {
            ReplayScene.Listener other = new ReplayScene.Listener("other");
            scene.billing.handling(other);
            scene.start().aCustomer("acme");
            EventEntry event = scene.event("customer.created");

            scene.operator(
                    () -> scene.replays().event(event.id(), Redelivery.all().to("other"), AGAIN));
            scene.billing.drain();

            assertThat(scene.listener.heard)
                    .filteredOn("eventId", event.eventId())
                    .hasSize(1);
            List<BillingEvent> told = other.heard.stream()
                    .filter(heard -> heard.eventId().equals(event.eventId()))
                    .toList();
            assertThat(told).hasSize(2);
            assertThat(told.get(1)).isEqualTo(told.get(0));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aHandlerThatCameLaterHearsOfAReplayedEvent(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");
            scene.billing.stop();
            ReplayScene.Listener latecomer = new ReplayScene.Listener("latecomer");
            scene.billing.handling(latecomer).start();

            scene.operator(() -> scene.replays().event(event.id(), AGAIN));
            scene.billing.drain();

            assertThat(latecomer.heard).extracting("eventId").containsExactly(event.eventId());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDeadDeliveryIsMadeAgainWithTheSameDeliveryId(TestDatabase kind) {
        try (ReplayScene scene =
                ReplayScene.on(kind).with("billing.webhooks.max-attempts", "1").start()) {
            scene.listener.broken = true;
            scene.aCustomer("acme");
            DeliveryEntry dead = scene.deadLetters()
                    .deliveries(Filter.deliveries().in(DeliveryState.DEAD), "", 1)
                    .entries()
                    .get(0);
            scene.listener.broken = false;

            scene.operator(() -> scene.replays().delivery(dead.id(), AGAIN));
            scene.billing.drain();

            assertThat(scene.deadLetters().delivery(dead.id()).state()).isEqualTo(DeliveryState.DELIVERED);
            assertThat(scene.listener.heard).extracting("deliveryId").containsExactly(dead.id());
            assertThat(scene.billing.count("ledger_facts", "fact_type = 'webhook.delivery_replay_requested'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDeliveryThatWaitsForItsTurnIsNotReplayed(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.listener.broken = true;
            scene.aCustomer("acme");
            DeliveryEntry failed = scene.deadLetters()
                    .deliveries(Filter.deliveries().in(DeliveryState.FAILED), "", 1)
                    .entries()
                    .get(0);

            assertRefused(() -> scene.replays().delivery(failed.id(), AGAIN), Obstacle.UNFINISHED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anOrphanedDeliveryWaitsForItsHandler(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            scene.sql("update #webhook_deliveries set handler = 'gone', state = 'ORPHANED'");
            DeliveryEntry orphan = scene.deadLetters()
                    .deliveries(Filter.deliveries().to("gone"), "", 1)
                    .entries()
                    .get(0);

            assertRefused(() -> scene.replays().delivery(orphan.id(), AGAIN), Obstacle.NO_SUCH_HANDLER);
            assertRefused(
                    () -> scene.replays()
                            .event(orphan.eventRow(), Redelivery.undelivered().to("gone"), AGAIN),
                    Obstacle.NO_SUCH_HANDLER);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventOfTheOtherModeStaysIgnored(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            UUID event = scene.event("customer.created").id();
            scene.sql("update #webhook_events set livemode = true, state = 'IGNORED', reason = 'livemode_mismatch'");

            assertRefused(() -> scene.replays().event(event, AGAIN), Obstacle.NOT_OURS);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventOfAConnectedAccountIsReplayedOnceAnEndpointIsForConnect(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            UUID event = scene.event("customer.created").id();
            scene.sql("update #webhook_events set account = 'acct_1', state = 'IGNORED', reason = 'account_mismatch'");

            assertRefused(() -> scene.replays().event(event, AGAIN), Obstacle.NOT_OURS);

            scene.billing.stop();
            scene.with("billing.webhooks.endpoint.stripe.mode", "connect").start();
            scene.operator(() -> scene.replays().event(event, AGAIN));
            assertThat(scene.stateOf(event)).isEqualTo(EventState.RECEIVED);
            assertThat(scene.deadLetters().event(event).reason()).isEmpty();
        }
    }

    private static void assertRefused(Callable<Replay> deed, Obstacle obstacle) {
        assertThatThrownBy(deed::call)
                .isInstanceOfSatisfying(
                        ReplayRefusedException.class,
                        refused -> assertThat(refused.obstacle()).isEqualTo(obstacle));
    }

    private static long revision(ReplayScene scene, EventEntry event) {
        return scene.billing
                .database()
                .inTransaction(tx -> tx.find(
                                "select revision from #stripe_objects where object_id = ?",
                                row -> row.whole("revision"),
                                event.subject().id())
                        .orElseThrow());
    }

    private static long replayFacts(ReplayScene scene) {
        return scene.billing.count("ledger_facts", "fact_type = 'webhook.replay_requested'");
    }
}
