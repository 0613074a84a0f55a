package dev.accrue.billing.webhook.retention;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.job.JobLeases;
import dev.accrue.billing.job.Lease;
import dev.accrue.billing.job.Tick;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Cause;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.time.Uuid7;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Forgets once a day, on one node, in small transactions that each check the lease. What one tick does not get to, the
 * next goes on with. What was forgotten is a fact, in numbers.
 */
@Dependent
public class Retention implements Tick {

    static final String JOB = "webhook-retention";

    private static final int BATCH = 500;
    private static final int BATCHES_A_TICK = 100;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration DAILY = Duration.ofDays(1);

    private final Database database;
    private final JobLeases leases;
    private final Forgetting forgetting;
    private final Ledger ledger;
    private final BillingConfig config;
    private final SystemClock clock;

    @Inject
    Retention(
            Database database,
            JobLeases leases,
            Forgetting forgetting,
            Ledger ledger,
            BillingConfig config,
            SystemClock clock) {
        this.database = database;
        this.leases = leases;
        this.forgetting = forgetting;
        this.ledger = ledger;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return JOB;
    }

    /** Does the day's work if it is due and no other node is at it. */
    @Override
    public void run() {
        leases.take(JOB, LEASE).ifPresent(this::run);
    }

    /** Something to forget, a batch at a time. */
    @FunctionalInterface
    private interface Kind {
        int forget(Tx tx, int limit) throws SQLException;
    }

    private void run(Lease lease) {
        Round round = new Round();
        long bodies = forget(lease, round, forgetting::eraseBodies);
        long dead = forget(lease, round, forgetting::eraseDeadBodies);
        long events = forget(lease, round, forgetting::deleteEvents);
        if (bodies + dead + events > 0) {
            database.doInTransaction(tx -> ledger.append(tx, List.of(fact(bodies, dead, events))));
        }
        leases.giveBack(lease, round.batchesLeft > 0 ? DAILY : Duration.ZERO);
    }

    /** How much one tick may do; nothing more once the lease is lost. */
    private static final class Round {
        private int batchesLeft = BATCHES_A_TICK;
    }

    private long forget(Lease lease, Round round, Kind kind) {
        long sum = 0;
        boolean more = true;
        while (more && round.batchesLeft > 0) {
            Optional<Integer> batch = database.inTransaction(
                    tx -> leases.keep(tx, lease, LEASE) ? Optional.of(kind.forget(tx, BATCH)) : Optional.empty());
            round.batchesLeft = batch.isPresent() ? round.batchesLeft - 1 : 0;
            sum += batch.orElse(0);
            more = batch.orElse(0) == BATCH;
        }
        return sum;
    }

    private Fact fact(long bodies, long dead, long events) {
        UUID id = Uuid7.at(clock.now());
        return new Fact(
                id,
                "webhook.forgotten",
                1,
                new ObjectKey(Account.platform(config.livemode()), "job", JOB),
                Actor.job(JOB),
                Optional.empty(),
                Optional.empty(),
                Cause.job(JOB),
                Json.object()
                        .add("bodies", bodies)
                        .add("dead_bodies", dead)
                        .add("events", events)
                        .build(),
                clock.now());
    }
}
