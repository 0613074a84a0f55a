package dev.accrue.billing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two who hear of an object at the same time, when it has no row that could be locked. */
class UnheardOfTest {

    private static TestBilling billing;
    private static Mirror mirror;

    @BeforeAll
    static void start() {
        billing = TestBilling.on(TestDatabase.POSTGRESQL).start();
        mirror = billing.get(Mirror.class);
    }

    @AfterAll
    static void stop() {
        billing.close();
    }

    @Test
    void theSecondGoesWithoutInsteadOfWaiting() {
        List<ObjectKey> keys = List.of(key("in_1"), key("in_2"));
        billing.database().doInTransaction(tx -> {
            assertThat(mirror.lockFree(tx, keys)).hasSize(2).noneMatch(MirrorRow::stored);
            List<MirrorRow> others = elsewhere(() -> lockFree(keys));
            assertThat(others).isEmpty();
        });
        assertThat(lockFree(keys)).hasSize(2);
    }

    @Test
    void whoMadeTheRowSecondBeginsAnewAndSeesIt() {
        AtomicInteger tries = new AtomicInteger();
        MirrorRow last = billing.database().inTransaction(tx -> {
            MirrorRow row = mirror.lockFree(tx, List.of(key("in_3"))).get(0);
            if (tries.incrementAndGet() == 1) {
                elsewhere(() -> billing.database().inTransaction(other -> mirror.lock(other, key("in_3"))));
            }
            mirror.make(tx, List.of(row));
            return row;
        });
        assertThat(tries).hasValue(2);
        assertThat(last.stored()).isTrue();
    }

    private static List<MirrorRow> lockFree(List<ObjectKey> keys) {
        return billing.database().inTransaction(tx -> mirror.lockFree(tx, keys));
    }

    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work).join();
    }

    private static ObjectKey key(String id) {
        return new ObjectKey(new Account(Account.PLATFORM, false), "invoice", id);
    }
}
