package dev.accrue.billing.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.mirror.ObjectKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HandsTest {

    private static final Hands.Share SHARE = new Hands.Share(2, 4);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void eachObjectIsInOneHandOnce() {
        AtomicInteger worked = new AtomicInteger();
        Set<ObjectKey> seen = ConcurrentHashMap.newKeySet();
        try (Hands hands = new Hands(3, SHARE, threads, keys -> {
            worked.addAndGet(keys.size());
            return seen.addAll(keys);
        })) {
            hands.give(objects(0, 50));
            hands.give(objects(50, 51));
        }
        assertThat(seen).hasSize(51);
        assertThat(worked).hasValue(51);
    }

    @Test
    void aShareHoldsNoMoreThanATransactionMay() {
        Set<Integer> sizes = ConcurrentHashMap.newKeySet();
        try (Hands hands = new Hands(2, SHARE, threads, keys -> sizes.add(keys.size()))) {
            hands.give(objects(0, 23));
        }
        assertThat(sizes).allMatch(size -> size <= SHARE.most());
    }

    @Test
    void aHandThatIsStuckKeepsTheOthersFromNothing() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(10);
        try (Hands hands =
                new Hands(2, SHARE, threads, keys -> keys.contains(object(0)) ? await(stuck) : count(others))) {
            hands.give(objects(0, 1));
            for (int i = 1; i <= 10; i++) {
                hands.give(objects(i, i + 1));
            }
            assertThat(others.await(10, SECONDS)).isTrue();
            assertThat(hands.isBusy()).isTrue();
            stuck.countDown();
        }
    }

    @Test
    void whatIsInAHandAndWhatCameToNothingIsNotForGivingAgain() throws InterruptedException {
        try (Hands hands = new Hands(1, SHARE, threads, keys -> !keys.contains(object(0)))) {
            hands.give(objects(0, 1));
            hands.awaitRoom();
            hands.give(objects(1, 2));
            hands.awaitRoom();
            while (hands.isBusy()) {
                hands.awaitOne(Duration.ofMillis(100));
            }
            assertThat(hands.taken()).containsExactly(object(0));
            assertThat(hands.progressed()).isTrue();
        }
    }

    @Test
    void theFirstFailureEndsTheWorkAndIsTold() {
        Hands hands = new Hands(1, SHARE, threads, keys -> {
            throw new IllegalStateException("the database is gone");
        });
        hands.give(objects(0, 100));
        assertThatThrownBy(hands::close).hasMessage("the database is gone");
    }

    @Test
    void withoutAnyThreadTheWorkIsNotPretendedToBeUnderWay() {
        Hands hands = new Hands(
                1,
                SHARE,
                task -> {
                    throw new RejectedExecutionException();
                },
                keys -> true);
        assertThatThrownBy(() -> hands.give(objects(0, 3))).isInstanceOf(RejectedExecutionException.class);
        hands.close();
    }

    @Test
    @Timeout(10)
    void anApplicationThatEndsLeavesNobodyWaitingForItsThreads() {
        Hands hands = new Hands(
                1,
                SHARE,
                task -> {
                    throw new IllegalStateException("the thread factory is shut down");
                },
                keys -> true);
        assertThatThrownBy(() -> hands.give(objects(0, 3))).hasMessage("the thread factory is shut down");
        hands.close();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static boolean count(CountDownLatch latch) {
        latch.countDown();
        return true;
    }

    private static Set<ObjectKey> objects(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(HandsTest::object)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static ObjectKey object(int number) {
        return new ObjectKey(new Account(Account.PLATFORM, false), "invoice", "in_" + number);
    }
}
