package dev.accrue.billing.webhook.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.OperationConflictException;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Obstacle;
import dev.accrue.billing.webhook.Redelivery;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many events or deliveries, taken back into work batch by batch. */
class BulkReplayTest {

    private static final Instruction OUTAGE = Instruction.because("INC-7").as("bulk-1");
    private static final Filter<EventState> DEAD = Filter.events().in(EventState.DEAD);

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDryRunCountsAndChangesNothing(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            scene.deadEvents(130);

            assertThat(scene.replays().wouldReplayEvents(Filter.events())).isEqualTo(130);

            assertThat(scene.deadLetters().countEvents(DEAD)).isEqualTo(130);
            assertThat(scene.replays().newest(10)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void allThatTheFilterFindsAreReplayedInBatches(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(250);
            Replay begun = begin(scene);
            scene.work().take().ifPresent(scene.work()::step);
            Replay under = scene.replays().get(begun.id());

            Replay done = scene.finish(begun);
            scene.billing.drain();

            assertThat(begun.selected()).isEqualTo(250);
            assertThat(under.state()).isEqualTo(ReplayState.RUNNING);
            assertThat(under.done()).isEqualTo(100);
            assertThat(done.state()).isEqualTo(ReplayState.DONE);
            assertThat(done.done()).isEqualTo(250);
            assertThat(scene.deadLetters().countEvents(Filter.events().in(EventState.PROCESSED)))
                    .isGreaterThanOrEqualTo(250);
            assertThat(replayFacts(scene)).isEqualTo(250);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void workersHaveASecondBetweenTwoBatches(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(130);
            begin(scene);
            Instant before = Instant.now();

            scene.work().take().ifPresent(scene.work()::step);

            assertThat(due(scene)).isAfter(before.plusSeconds(1));
            scene.sql("update #webhook_replays set wake_at = ?", Instant.now().plusSeconds(60));
            assertThat(scene.work().take()).as("during the pause").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theTickGoesOnWithIt(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(130);
            Replay begun = begin(scene);

            scene.work().run();

            assertThat(scene.replays().get(begun.id()).state()).isEqualTo(ReplayState.DONE);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void afterACrashItGoesOnWhereItWasAndNothingIsReplayedTwice(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(250);
            Replay begun = begin(scene);
            scene.work().take().ifPresent(scene.work()::step);
            makeDue(scene);
            assertThat(scene.work().take()).isPresent();
            scene.billing.stop(); // with the second batch's lease in its hands
            scene.billing.start();

            makeDue(scene);
            assertThat(scene.work().take()).describedAs("the dead node's lease").isEmpty();
            scene.leasesRunOut();
            Replay done = scene.finish(begun);

            assertThat(done.state()).isEqualTo(ReplayState.DONE);
            assertThat(done.done()).isEqualTo(250);
            assertThat(replayFacts(scene)).isEqualTo(250);
            assertThat(scene.deadLetters().countEvents(DEAD)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void twoWorkersAtOnceReplayNothingTwice(TestDatabase kind) throws Exception {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(350);
            Replay begun = begin(scene);
            Callable<Boolean> tick = () -> {
                scene.work().run();
                return true;
            };
            ExecutorService nodes = Executors.newFixedThreadPool(2);

            for (Future<Boolean> ran : nodes.invokeAll(List.of(tick, tick))) {
                ran.get();
            }
            nodes.shutdown();
            Replay done = scene.finish(begun);

            assertThat(done.done()).isEqualTo(350);
            assertThat(done.seen()).isEqualTo(350);
            assertThat(replayFacts(scene)).isEqualTo(350);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aWorkerThatLostItsLeaseDoesNothingMore(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(250);
            Replay begun = begin(scene);
            ReplayRow slow = scene.work().take().orElseThrow();
            scene.leasesRunOut();
            ReplayRow next = scene.work().take().orElseThrow();

            scene.work().step(slow);
            assertThat(scene.replays().get(begun.id()).done()).isZero();

            scene.work().step(next);
            assertThat(scene.replays().get(begun.id()).done()).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsCancelledStopsAfterItsBatch(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(250);
            Replay begun = begin(scene);
            scene.work().take().ifPresent(scene.work()::step);
            makeDue(scene);
            ReplayRow taken = scene.work().take().orElseThrow();

            scene.operator(() -> scene.replays().cancel(begun.id(), Instruction.because("INC-8")));
            scene.work().step(taken);
            Replay again = scene.operator(() -> scene.replays().cancel(begun.id(), Instruction.because("INC-8")));

            assertThat(again.state()).isEqualTo(ReplayState.CANCELLED);
            assertThat(again.done()).isEqualTo(100);
            assertThat(scene.deadLetters().countEvents(DEAD)).isEqualTo(150);
            assertThat(scene.billing.count("ledger_facts", "fact_type = 'webhook.bulk_replay_cancelled'"))
                    .isEqualTo(1);
            assertThatThrownBy(() -> scene.replays().resume(begun.id(), Instruction.because("INC-9")))
                    .isInstanceOfSatisfying(
                            ReplayRefusedException.class,
                            refused -> assertThat(refused.obstacle()).isEqualTo(Obstacle.OVER));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void moreThanTenThousandHaveToBeForced(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(10_001);

            assertThatThrownBy(() -> begin(scene)).isInstanceOfSatisfying(ReplayRefusedException.class, refused -> {
                assertThat(refused.obstacle()).isEqualTo(Obstacle.TOO_MANY);
                assertThat(refused.count()).isEqualTo(10_001);
            });
            Replay forced = scene.operator(() -> scene.replays().events(DEAD, Redelivery.undelivered(), true, OUTAGE));

            assertThat(forced.selected()).isEqualTo(10_001);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theSameIdTwiceIsOneReplay(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(3);

            Replay first = begin(scene);
            Replay done = scene.finish(first);
            Replay second = begin(scene);

            assertThat(second).isEqualTo(done);
            assertThat(scene.billing.count("ledger_facts", "fact_type = 'webhook.bulk_replay_requested'"))
                    .isEqualTo(1);
            assertThatThrownBy(() -> scene.operator(() ->
                            scene.replays().events(DEAD.ofTypes("charge.*"), Redelivery.undelivered(), false, OUTAGE)))
                    .isInstanceOf(OperationConflictException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void unfinishedEventsAreNoSelection(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            Filter<EventState> filter = Filter.events().in(EventState.DEAD, EventState.FAILED);

            assertThatThrownBy(() -> scene.replays().events(filter, Redelivery.undelivered(), false, OUTAGE))
                    .isInstanceOfSatisfying(
                            ReplayRefusedException.class,
                            refused -> assertThat(refused.obstacle()).isEqualTo(Obstacle.UNFINISHED_STATES));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatCannotBeReplayedIsSkippedAndCounted(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(20);
            scene.sql("update #webhook_events set body = null where event_id in ('evt_3', 'evt_5')");

            Replay done = scene.finish(begin(scene));

            assertThat(done.done()).isEqualTo(18);
            assertThat(done.skipped()).isEqualTo(2);
            assertThat(scene.deadLetters().countEvents(DEAD)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void deadDeliveriesOfOneHandlerAreMadeAgain(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).with("billing.webhooks.max-attempts", "1")) {
            ReplayScene.Listener other = new ReplayScene.Listener("other");
            scene.billing.handling(other);
            scene.start();
            scene.listener.broken = true;
            other.broken = true;
            scene.aCustomer("acme").aCustomer("initech");
            scene.listener.broken = false;
            other.broken = false;
            Filter<DeliveryState> dead = Filter.deliveries().to("other");

            long wouldBe = scene.replays().wouldReplayDeliveries(dead);
            Replay done = scene.finish(scene.operator(() -> scene.replays().deliveries(dead, false, OUTAGE)));
            scene.billing.drain();

            assertThat(done.done()).isEqualTo(wouldBe).isPositive();
            assertThat(other.heard).hasSize((int) wouldBe);
            assertThat(scene.listener.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void twoEventsOfOneSecondKeepTheirOrderWhereOnlyEventsTellTheState(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(2);
            scene.sql("update #webhook_events set object_id = 'gadget_x' where event_type = 'gadget.updated'");
            scene.sql(
                    "update #webhook_events set created_at = ? where event_type = 'gadget.updated'",
                    Instant.ofEpochSecond(1_800_000_000));
            scene.finish(begin(scene));
            scene.billing.drain();
            EventEntry older = scene.deadLetters()
                    .events(Filter.events().named("evt_0"), "", 1)
                    .entries()
                    .get(0);

            scene.operator(() -> scene.replays().event(older.id(), Instruction.because("INC-8")));
            scene.billing.drain();

            assertThat(scene.billing.count("stripe_objects", "object_id = 'gadget_x' and raw like '%gadget_1%'"))
                    .isEqualTo(1);
            assertThat(scene.stateOf(older.id())).isEqualTo(EventState.PROCESSED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whoAskedIsInEveryFact(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(5);

            Replay done = scene.finish(begin(scene));

            assertThat(done.actor()).isEqualTo(Actor.operator("olga"));
            assertThat(scene.billing.count(
                            "ledger_facts",
                            "cause_id = '" + done.id() + "' and actor_id = 'olga' and operation_id = 'bulk-1'"))
                    .isEqualTo(6);
            assertThat(scene.billing.count("ledger_facts", "fact_type = 'webhook.bulk_replay_finished'"))
                    .isEqualTo(1);
        }
    }

    private static Replay begin(ReplayScene scene) {
        return scene.operator(() -> scene.replays().events(DEAD, Redelivery.undelivered(), false, OUTAGE));
    }

    private static Instant due(ReplayScene scene) {
        return scene.billing
                .database()
                .inTransaction(tx -> tx.find("select wake_at from #webhook_replays", row -> row.moment("wake_at")))
                .flatMap(moment -> moment)
                .orElseThrow();
    }

    private static void makeDue(ReplayScene scene) {
        scene.sql("update #webhook_replays set wake_at = current_timestamp - interval '1' minute");
    }

    private static long replayFacts(ReplayScene scene) {
        return scene.billing.count("ledger_facts", "fact_type = 'webhook.replay_requested'");
    }
}
