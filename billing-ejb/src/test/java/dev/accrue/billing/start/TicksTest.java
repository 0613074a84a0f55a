package dev.accrue.billing.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.harness.Measurements;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Redelivery;
import dev.accrue.billing.webhook.replay.Filter;
import dev.accrue.billing.webhook.replay.Instruction;
import dev.accrue.billing.webhook.replay.Replay;
import dev.accrue.billing.webhook.replay.ReplayScene;
import dev.accrue.billing.webhook.replay.ReplayState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a recovery tick takes up. */
class TicksTest {

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aTickWorksOffReplaysAndWhatTheyTookBack(TestDatabase kind) {
        try (ReplayScene scene = ReplayScene.on(kind).start()) {
            scene.deadEvents(3);
            Replay replay = scene.operator(() -> scene.replays()
                    .events(Filter.events(), Redelivery.undelivered(), false, Instruction.because("INC-1")));

            scene.billing.get(Ticks.class).recovery();

            assertThat(scene.replays().get(replay.id()).state()).isEqualTo(ReplayState.DONE);
            assertThat(scene.deadLetters().countEvents(Filter.events().in(EventState.PROCESSED)))
                    .isEqualTo(3);
            assertThat(scene.billing.count("job_leases", "job = 'webhook-retention'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void everyJobIsTimedAndOneThatFailsKeepsNoOtherFromItsWork() {
        Measurements measurements = new Measurements();
        try (TestBilling billing =
                TestBilling.on(TestDatabase.H2).measuredIn(measurements).start()) {
            billing.database().doInTransaction(tx -> tx.update("drop table #webhook_replays"));

            billing.get(Ticks.class).recovery();

            assertThat(Stream.of("operations", "webhook-retention", "webhook-events"))
                    .allSatisfy(
                            job -> assertThat(timed(measurements, job, "done")).isEqualTo(1));
            assertThat(timed(measurements, "webhook-replays", "failed")).isEqualTo(1);
        }
    }

    private static long timed(Measurements measurements, String job, String outcome) {
        return measurements.of("billing_job_seconds", "{job=" + job + ", outcome=" + outcome + "}");
    }
}
