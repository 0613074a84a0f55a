package dev.accrue.billing.webhook.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Obstacle;
import dev.accrue.billing.webhook.replay.EventEntry;
import dev.accrue.billing.webhook.replay.Instruction;
import dev.accrue.billing.webhook.replay.ReplayRefusedException;
import dev.accrue.billing.webhook.replay.ReplayScene;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is forgotten when, and what stays. */
class RetentionTest {

    private static final Instruction AGAIN = Instruction.because("INC-1");

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aProcessedEventLosesItsBodyAfterAWhileAndKeepsItsRow(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            long events = scene.billing.count("webhook_events", "1 = 1");
            scene.eventsAge(Duration.ofDays(13));
            prune(scene);
            assertThat(bodies(scene)).isEqualTo(events);

            scene.eventsAge(Duration.ofDays(15));
            prune(scene);

            assertThat(bodies(scene)).isZero();
            assertThat(scene.billing.count("webhook_events", "1 = 1")).isEqualTo(events);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDeadEventKeepsItsBodyLonger(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            scene.eventsAre(EventState.DEAD);
            scene.eventsAge(Duration.ofDays(89));
            prune(scene);
            assertThat(bodies(scene)).isEqualTo(scene.billing.count("webhook_events", "1 = 1"));

            scene.billing.stop();
            scene.with("billing.webhooks.retention.key", "P120D").start();
            scene.eventsAge(Duration.ofDays(91));
            prune(scene);

            assertThat(bodies(scene)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsNotFinishedIsNeverForgotten(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            long events = scene.billing.count("webhook_events", "1 = 1");
            scene.eventsAge(Duration.ofDays(1000));

            for (EventState state : EventState.UNFINISHED) {
                scene.eventsAre(state);
                prune(scene);
            }

            assertThat(bodies(scene)).isEqualTo(events);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventWithADeliveryUnderWayIsNotDeleted(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");
            scene.eventsAge(Duration.ofDays(46));
            scene.sql("update #webhook_deliveries set state = 'FAILED' where event_row = ?", event.id());

            prune(scene);

            assertThat(scene.billing.count("webhook_events", "1 = 1")).isEqualTo(1);
            assertThat(scene.billing.count("webhook_deliveries", "1 = 1")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anOldEventIsDeletedWithItsDeliveriesAndItsFactsStay(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");
            scene.operator(() -> scene.replays().event(event.id(), AGAIN));
            scene.billing.drain();
            scene.eventsAge(Duration.ofDays(46));

            prune(scene);

            assertThat(scene.billing.count("webhook_events", "1 = 1")).isZero();
            assertThat(scene.billing.count("webhook_deliveries", "1 = 1")).isZero();
            assertThat(scene.billing.get(Ledger.class).timeline(event.subject(), 10))
                    .extracting("type")
                    .containsExactlyInAnyOrder("customer.create", "customer.created", "webhook.replay_requested");
            assertThat(scene.billing.count("ledger_facts", "cause_id = '" + event.eventId() + "'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventThatIsSentAgainAfterItsBodyWasErasedIsADuplicate(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");
            long events = scene.billing.count("webhook_events", "1 = 1");
            scene.eventsAge(Duration.ofDays(44));
            prune(scene);

            scene.stripe("", "POST", "/v1/_control/events/" + event.eventId() + "/resend");
            scene.billing.settle();

            assertThat(scene.billing.count("webhook_events", "1 = 1")).isEqualTo(events);
            assertThat(bodies(scene)).isZero();
            assertThat(scene.heard(event.eventId())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventWithoutItsBodyIsReplayedWhereItsObjectCanBeRead(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");
            scene.eventsAge(Duration.ofDays(20));
            prune(scene);
            scene.sql("update #customers set name = 'wrong'");

            scene.operator(() -> scene.replays().event(event.id(), AGAIN));
            scene.billing.drain();

            assertThat(scene.stateOf(event.id())).isEqualTo(EventState.PROCESSED);
            assertThat(scene.billing.count("customers", "name = 'wrong'")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventWithoutItsBodyIsNotReplayedWhereOnlyItsBodyToldTheState(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");
            scene.sql("update #webhook_events set object_type = 'gadget', event_type = 'gadget.updated'");
            scene.eventsAge(Duration.ofDays(20));
            prune(scene);

            assertThatThrownBy(() -> scene.replays().event(event.id(), AGAIN))
                    .isInstanceOfSatisfying(
                            ReplayRefusedException.class,
                            refused -> assertThat(refused.obstacle()).isEqualTo(Obstacle.BODY_ERASED));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventWithoutItsBodyIsReplayedWhereTheMirrorKnowsTheParentOfItsObject(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            EventEntry event = scene.event("customer.created");
            scene.sql("update #webhook_events set object_type = 'card', object_id = 'card_1', body = null");

            assertThatThrownBy(() -> scene.replays().event(event.id(), AGAIN))
                    .isInstanceOf(ReplayRefusedException.class);

            scene.sql("insert into #stripe_objects (account, livemode, object_type, object_id, raw, changed_at)"
                    + " values ('platform', false, 'card', 'card_1', '{\"customer\": \"cus_1\"}', current_timestamp)");
            scene.replays().event(event.id(), AGAIN);
            assertThat(scene.stateOf(event.id())).isEqualTo(EventState.RECEIVED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void ofManyNodesOneForgetsOnceADay(TestDatabase kind) throws Exception {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("acme")) {
            scene.eventsAge(Duration.ofDays(46));
            ExecutorService nodes = Executors.newFixedThreadPool(4);
            Callable<Boolean> tick = () -> {
                scene.billing.get(Retention.class).run();
                return true;
            };

            for (Future<Boolean> ran : nodes.invokeAll(List.of(tick, tick, tick, tick))) {
                ran.get();
            }
            nodes.shutdown();
            scene.aCustomer("later").eventsAge(Duration.ofDays(46));
            scene.billing.get(Retention.class).run();

            assertThat(scene.billing.count("ledger_facts", "fact_type = 'webhook.forgotten'"))
                    .isEqualTo(1);
            assertThat(scene.billing.count("webhook_events", "1 = 1")).isPositive();
        }
    }

    /** A day later. */
    private static void prune(ReplayScene scene) {
        scene.sql("update #job_leases set due_at = current_timestamp, leased_until = null");
        scene.billing.get(Retention.class).run();
    }

    private static long bodies(ReplayScene scene) {
        return scene.billing.count("webhook_events", "body is not null");
    }
}
