package dev.accrue.billing.operation;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.mirror.ObjectKey;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Lets commands about one thing follow one another, on all nodes: no lock and no connection is held meanwhile, only a
 * row that says whose turn it is and until when. A holder that dies loses it when recovery takes its operation up, or
 * when its time runs out, by the database's time.
 */
@Dependent
public class SubjectLeases {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String FREE = " leased_until = null, principal = null, operation_id = null";
    private static final String KEY = " account = ? and livemode = ? and subject_type = ? and subject_id = ?";

    private final Database database;
    private final BillingConfig config;

    @Inject
    public SubjectLeases(Database database, BillingConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * Does the work while nobody else does any about the same thing. Waits a little for its turn.
     *
     * @return the work's result, or empty when the turn did not come in time
     */
    public <T> Optional<T> whileHolding(Turn turn, Supplier<T> work) {
        Optional<Long> token = acquire(turn);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            release(turn.subject(), token.get());
        }
    }

    /** Ends the turn that a dead process has left; whoever has it since keeps it. */
    void end(Tx tx, Turn left) throws SQLException {
        ObjectKey subject = left.subject();
        tx.update(
                "update #subject_leases set" + FREE + " where" + KEY + " and principal = ? and operation_id = ?",
                subject.account().id(),
                subject.account().livemode(),
                subject.type(),
                subject.id(),
                left.principal(),
                left.operationId());
    }

    private Optional<Long> acquire(Turn turn) {
        long begin = System.nanoTime();
        Optional<Long> token = database.inTransaction(tx -> take(tx, turn));
        while (token.isEmpty() && System.nanoTime() - begin < config.patience().toNanos() && !Thread.interrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            token = database.inTransaction(tx -> take(tx, turn));
        }
        return token;
    }

    private Optional<Long> take(Tx tx, Turn turn) throws SQLException {
        ObjectKey subject = turn.subject();
        int seconds = (int) config.stripe().longestCall().multipliedBy(2).toSeconds();
        tx.insertIfAbsent(
                "insert into #subject_leases (account, livemode, subject_type, subject_id) values (?, ?, ?, ?)",
                subject.account().id(),
                subject.account().livemode(),
                subject.type(),
                subject.id());
        int taken = tx.update(
                "update #subject_leases set lease_token = lease_token + 1, leased_until = current_timestamp"
                        + " + cast(? as int) * interval '1' second, principal = ?, operation_id = ? where" + KEY
                        + " and (leased_until is null or leased_until < current_timestamp)",
                seconds,
                turn.principal(),
                turn.operationId(),
                subject.account().id(),
                subject.account().livemode(),
                subject.type(),
                subject.id());
        return taken == 0
                ? Optional.empty()
                : tx.find(
                        "select lease_token from #subject_leases where" + KEY,
                        row -> row.whole("lease_token"),
                        subject.account().id(),
                        subject.account().livemode(),
                        subject.type(),
                        subject.id());
    }

    private void release(ObjectKey subject, long token) {
        database.doInTransaction(tx -> tx.update(
                "update #subject_leases set" + FREE + " where" + KEY + " and lease_token = ?",
                subject.account().id(),
                subject.account().livemode(),
                subject.type(),
                subject.id(),
                token));
    }
}
