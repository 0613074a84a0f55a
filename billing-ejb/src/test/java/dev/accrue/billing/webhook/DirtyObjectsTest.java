package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import dev.accrue.billing.processor.Transport;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects in doubt that cannot be read again: the doubt ends, or a worker would turn to them for ever. */
class DirtyObjectsTest {

    private static final Account PLATFORM = Account.platform(false);

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDeletedObjectInDoubtKeepsNoWorkerBusy(TestDatabase kind) {
        ObjectKey deleted = new ObjectKey(PLATFORM, "customer", "cus_gone");
        try (TestBilling billing = TestBilling.on(kind).start()) {
            Mirror mirror = billing.get(Mirror.class);
            billing.database().doInTransaction(tx -> {
                MirrorRow row = mirror.lock(tx, deleted);
                mirror.write(
                        tx,
                        Map.of(deleted, row),
                        List.of(new Snapshot(
                                deleted, JsonValue.EMPTY_JSON_OBJECT, true, Optional.empty(), Optional.empty())));
                mirror.markDirty(tx, deleted);
            });

            assertTimeoutPreemptively(Duration.ofSeconds(20), billing::drain);

            assertThat(billing.count("stripe_objects", "dirty")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anObjectInDoubtThatStripeDoesNotGiveIsNotAskedForAgainAtOnce(TestDatabase kind) {
        ObjectKey unknown = new ObjectKey(PLATFORM, "customer", "cus_nobody_knows");
        AtomicInteger asked = new AtomicInteger();
        try (TestBilling billing =
                TestBilling.on(kind).wire(wire -> counting(wire, asked)).start()) {
            Mirror mirror = billing.get(Mirror.class);
            billing.database().doInTransaction(tx -> {
                mirror.lock(tx, unknown);
                mirror.markDirty(tx, unknown);
            });

            assertTimeoutPreemptively(Duration.ofSeconds(20), billing::drain);

            assertThat(asked).hasValue(1);
            assertThat(billing.count("stripe_objects", "dirty")).isEqualTo(1);
        }
    }

    private static Transport counting(Transport wire, AtomicInteger asked) {
        return request -> {
            asked.incrementAndGet();
            return wire.send(request);
        };
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anObjectOfATypeThatIsNotReadAgainKeepsNoWorkerBusy(TestDatabase kind) {
        ObjectKey discount = new ObjectKey(PLATFORM, "discount", "di_1");
        try (TestBilling billing = TestBilling.on(kind).start()) {
            Mirror mirror = billing.get(Mirror.class);
            billing.database().doInTransaction(tx -> {
                mirror.lock(tx, discount);
                mirror.markDirty(tx, discount);
            });

            assertTimeoutPreemptively(Duration.ofSeconds(20), billing::drain);

            assertThat(billing.count("stripe_objects", "dirty")).isZero();
        }
    }
}
