package dev.accrue.billing.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One node at a time does a job. */
class JobLeasesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void oneOfManyTakesAJob(TestDatabase kind) throws Exception {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            JobLeases leases = billing.get(JobLeases.class);
            Callable<Optional<Lease>> take = () -> leases.take("sweep", MINUTE);
            ExecutorService nodes = Executors.newFixedThreadPool(6);

            long taken = 0;
            for (Future<Optional<Lease>> answer : nodes.invokeAll(List.of(take, take, take, take, take, take))) {
                taken += answer.get().isPresent() ? 1 : 0;
            }
            nodes.shutdown();

            assertThat(taken).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aJobThatWasDoneIsDueAgainLater(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            JobLeases leases = billing.get(JobLeases.class);

            leases.giveBack(leases.take("sweep", MINUTE).orElseThrow(), Duration.ofHours(1));
            assertThat(leases.take("sweep", MINUTE)).isEmpty();

            timePasses(billing, "due_at");
            assertThat(leases.take("sweep", MINUTE)).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whoLostItsLeaseFindsOutAtItsNextBatch(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            JobLeases leases = billing.get(JobLeases.class);
            Lease slow = leases.take("sweep", MINUTE).orElseThrow();

            timePasses(billing, "leased_until");
            Lease next = leases.take("sweep", MINUTE).orElseThrow();

            assertThat(keeps(billing, slow)).isFalse();
            assertThat(keeps(billing, next)).isTrue();
        }
    }

    private static boolean keeps(TestBilling billing, Lease lease) {
        return billing.database()
                .inTransaction(tx -> billing.get(JobLeases.class).keep(tx, lease, MINUTE));
    }

    private static void timePasses(TestBilling billing, String column) {
        billing.database()
                .doInTransaction(tx ->
                        tx.update("update #job_leases set " + column + " = current_timestamp - interval '1' hour"));
    }
}
