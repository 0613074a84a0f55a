package dev.accrue.billing.webhook.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.processor.fake.FailureScript;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.MissedEvents;
import dev.accrue.billing.webhook.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that an outage kept away, from Stripe's own list. */
class MissedEventsTest {

    private static final Instruction OUTAGE = Instruction.because("INC-9").as("recovery-1");
    private static final String FETCHED = "endpoint = '" + MissedEvents.ENDPOINT + "'";

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void missedEventsEndProcessedAndComeNotAgain(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("before")) {
            scene.billable("during"); // and nobody is told

            Replay done = scene.finish(recover(scene));
            scene.billing.drain();
            long events = scene.billing.count("webhook_events", "1 = 1");
            scene.billing.settle(); // Stripe tells after all

            assertThat(done.state()).isEqualTo(ReplayState.DONE);
            assertThat(done.done()).isEqualTo(1);
            assertThat(scene.event("customer.created").endpoint()).isEqualTo(MissedEvents.ENDPOINT);
            assertThat(scene.billing.count("webhook_events", "1 = 1")).isEqualTo(events);
            assertThat(scene.billing.count("webhook_events", "state <> 'PROCESSED'"))
                    .isZero();
            assertThat(scene.heard(scene.event("customer.created").eventId())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void knownEventsAreLeftAlone(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("before")) {
            EventEntry known = scene.event("customer.created");

            Replay done = scene.finish(recover(scene));

            assertThat(done.done()).isZero();
            assertThat(done.seen()).isEqualTo(scene.billing.count("webhook_events", "1 = 1"));
            assertThat(scene.deadLetters().event(known.id())).isEqualTo(known);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void itGoesOnFromItsPageAfterACrash(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("before")) {
            customers(scene, "", 230);
            Replay begun = recover(scene);
            scene.work().take().ifPresent(scene.work()::step);
            long first = scene.billing.count("webhook_events", FETCHED);
            assertThat(scene.work().take()).isPresent();
            scene.billing.stop(); // with the second page's lease in its hands
            scene.billing.start();

            assertThat(scene.work().take()).describedAs("the dead node's lease").isEmpty();
            scene.leasesRunOut();
            Replay done = scene.finish(begun);

            assertThat(first).isEqualTo(100);
            assertThat(done.done()).isEqualTo(230);
            assertThat(done.seen()).isEqualTo(scene.billing.count("webhook_events", "1 = 1"));
            assertThat(scene.billing.count("webhook_events", FETCHED)).isEqualTo(230);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void twoWorkersAtOnceFetchNothingTwice(TestDatabase kind) throws Exception {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("before")) {
            customers(scene, "", 230);
            Replay begun = recover(scene);
            Callable<Boolean> tick = () -> {
                scene.work().run();
                return true;
            };
            ExecutorService nodes = Executors.newFixedThreadPool(2);

            for (Future<Boolean> ran : nodes.invokeAll(List.of(tick, tick))) {
                ran.get();
            }
            nodes.shutdown();

            assertThat(scene.finish(begun).done()).isEqualTo(230);
            assertThat(scene.replays().get(begun.id()).seen())
                    .isEqualTo(scene.billing.count("webhook_events", "1 = 1"));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void connectedAccountsAreAskedToo(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).with("billing.webhooks.endpoint.stripe.mode", "connect")) {
            scene.start();
            customers(scene, "acct_seller", 3);
            scene.sql("insert into #stripe_objects (account, livemode, object_type, object_id, changed_at)"
                    + " values ('acct_seller', false, 'account', 'acct_seller', current_timestamp)");

            Replay done = scene.finish(recover(scene));
            scene.billing.drain();

            assertThat(done.state()).isEqualTo(ReplayState.DONE);
            assertThat(scene.billing.count("webhook_events", "account = 'acct_seller' and state = 'PROCESSED'"))
                    .isEqualTo(3);
            assertThat(scene.billing.count("customers", "account = 'acct_seller'"))
                    .isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void onlyTheTypesThatAreAskedForAreTakenIn(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("before")) {
            customers(scene, "", 2);
            Window window = Window.since(Instant.now().minus(Duration.ofDays(1)));

            Replay none =
                    scene.finish(scene.replays().fromStripe(window.ofTypes("charge.*"), Instruction.because("INC-1")));
            Replay some = scene.finish(
                    scene.replays().fromStripe(window.ofTypes("charge.*", "customer.*"), Instruction.because("INC-1")));

            assertThat(none.seen()).isZero();
            assertThat(some.done()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whenStripeDoesNotAnswerItIsTriedAgainLater(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            customers(scene, "", 2);
            scene.billing.stripe().script(FailureScript.dropBeforeActing().on("GET", "/v1/events"));
            Replay begun = recover(scene);

            scene.work().take().ifPresent(scene.work()::step);
            Replay waiting = scene.replays().get(begun.id());

            assertThat(waiting.state()).isEqualTo(ReplayState.RUNNING);
            assertThat(waiting.lastError()).isNotEmpty();
            assertThat(scene.work().take()).describedAs("not before its time").isEmpty();
            assertThat(scene.finish(begun).state()).isEqualTo(ReplayState.DONE);
            assertThat(scene.replays().get(begun.id()).lastError()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whenStripeRefusesAnOperatorDecides(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            customers(scene, "", 2);
            scene.billing.stripe().script(FailureScript.answering(403).on("GET", "/v1/events"));
            Replay failed = scene.finish(recover(scene));

            Replay resumed = scene.operator(() -> scene.replays().resume(failed.id(), Instruction.because("INC-10")));

            assertThat(failed.state()).isEqualTo(ReplayState.FAILED);
            assertThat(failed.lastError()).contains("permission");
            assertThat(scene.finish(resumed).done()).isPositive();
            assertThat(scene.billing.count(
                            "ledger_facts",
                            "fact_type in ('webhook.recovery_requested', 'webhook.recovery_failed',"
                                    + " 'webhook.recovery_resumed', 'webhook.recovery_finished')"))
                    .isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatStripeHasForgottenCannotBeAskedFor(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            Window window = Window.since(Instant.now().minus(Duration.ofDays(31)));

            assertThatThrownBy(() -> scene.replays().fromStripe(window, OUTAGE))
                    .isInstanceOfSatisfying(
                            ReplayRefusedException.class,
                            refused -> assertThat(refused.obstacle()).isEqualTo(Obstacle.BEYOND_REACH));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventThatWasForgottenButItsKeyIsNotTakenInAgain(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start().aCustomer("before")) {
            scene.sql("update #webhook_events set body = null");

            Replay done = scene.finish(recover(scene));

            assertThat(done.done()).isZero();
            assertThat(scene.deadLetters().countEvents(Filter.events().in(EventState.RECEIVED)))
                    .isZero();
        }
    }

    private static Replay recover(ReplayScene scene) {
        Window window = Window.since(Instant.now().minus(Duration.ofDays(1)));
        return scene.operator(() -> scene.replays().fromStripe(window, OUTAGE));
    }

    private static void customers(ReplayScene scene, String account, int count) {
        for (int i = 0; i < count; i++) {
            scene.stripe(account, "POST", "/v1/customers");
        }
    }
}
