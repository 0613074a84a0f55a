package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.mirror.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who is to blame when a run takes too long. */
class HandlerRunTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<Delivery> batch = List.of(delivery("evt_1"), delivery("evt_2"), delivery("evt_3"));

    @Test
    void aHandlerThatDoesNotReturnIsGivenUp() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        HandlerRun run = run(delivery -> {
            if (delivery == batch.get(1)) {
                hanging.countDown();
                end.await();
            }
        });
        CompletableFuture<Void> thread = CompletableFuture.runAsync(run);
        hanging.await();

        HandlerRun.Report report = run.await(SHORT);

        assertThat(report.delivered()).containsExactly(batch.get(0));
        assertThat(report.hanging()).hasValue(batch.get(1));
        assertThat(report.untouched()).containsExactly(batch.get(2));
        end.countDown();
        thread.join();
    }

    @Test
    void noHandlerIsWhereTheThreadDoesNotCome() {
        HandlerRun.Report report = run(delivery -> {}).await(SHORT);

        assertThat(report.hanging()).isEmpty();
        assertThat(report.untouched()).isEqualTo(batch);
    }

    @Test
    void aThreadThatComesTooLateCallsNobody() {
        List<Delivery> called = new ArrayList<>();
        HandlerRun run = run(called::add);
        run.await(SHORT);

        run.run();

        assertThat(called).isEmpty();
    }

    private HandlerRun run(HandlerRun.Work work) {
        return new HandlerRun(batch, delivery -> true, () -> true, work);
    }

    private static Delivery delivery(String event) {
        UUID id = UUID.randomUUID();
        ObjectKey subject = new ObjectKey(Account.platform(false), "teapot", "tp_1");
        return new Delivery(id, "listener", 1, new BillingEvent(id, event, "teapot.boiled", subject, Instant.EPOCH, 1));
    }
}
