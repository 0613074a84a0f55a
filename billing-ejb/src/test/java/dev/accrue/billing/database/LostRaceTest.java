package dev.accrue.billing.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that lose to another one. */
class LostRaceTest {

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001", "55P03", "HYT00"})
    void workThatLosesARaceIsRunAgain(String state) {
        AtomicInteger runs = new AtomicInteger();
        try (TestBilling billing = TestBilling.on(TestDatabase.H2).start()) {
            int won = billing.database().inTransaction(tx -> losing(runs, 3, state));

            assertThat(won).isEqualTo(3);
        }
    }

    @Test
    void workThatLosesEveryRaceIsGivenUp() {
        AtomicInteger runs = new AtomicInteger();
        try (TestBilling billing = TestBilling.on(TestDatabase.H2).start()) {
            assertThatThrownBy(() -> billing.database().inTransaction(tx -> losing(runs, 100, "40P01")))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            lost -> assertThat(lost.isLostRace()).isTrue());

            assertThat(runs).hasValue(5);
        }
    }

    @Test
    void workThatFailsForAnotherReasonIsNotRunAgain() {
        AtomicInteger runs = new AtomicInteger();
        try (TestBilling billing = TestBilling.on(TestDatabase.H2).start()) {
            assertThatThrownBy(() -> billing.database().inTransaction(tx -> losing(runs, 100, "23505")))
                    .isInstanceOf(DatabaseException.class);

            assertThat(runs).hasValue(1);
        }
    }

    /** Wins the race of the given number. */
    private static int losing(AtomicInteger runs, int wins, String state) throws SQLException {
        if (runs.incrementAndGet() < wins) {
            throw new SQLException("lost", state);
        }
        return runs.get();
    }
}
