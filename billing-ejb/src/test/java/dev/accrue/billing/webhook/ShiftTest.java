package dev.accrue.billing.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShiftTest {

    private final Shift shift = new Shift();
    private final AtomicInteger works = new AtomicInteger();

    @Test
    void whoeverComesMeanwhileLeavesItToTheOneWhoGoesOverItOnceMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch othersCame = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> shift.take(() -> {
            works.incrementAndGet();
            begun.countDown();
            await(othersCame);
        }));
        await(begun);

        shift.take(() -> works.addAndGet(100));
        shift.take(() -> works.addAndGet(100));
        othersCame.countDown();
        first.get(10, SECONDS);

        assertThat(works).hasValue(2);
    }

    @Test
    void afterAFailureTheNextOneWorks() {
        assertThatThrownBy(() -> shift.take(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");

        shift.take(works::incrementAndGet);

        assertThat(works).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
