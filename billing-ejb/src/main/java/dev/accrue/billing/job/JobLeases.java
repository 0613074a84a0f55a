package dev.accrue.billing.job;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The leases of jobs, by the database's time. A node that dies gives its lease back by letting it run out; one that was
 * merely slow finds at its next {@link #keep} that another has the job.
 */
@Dependent
public class JobLeases {

    private static final String LATER = "current_timestamp + cast(? as int) * interval '1' second";

    private final Database database;

    @Inject
    public JobLeases(Database database) {
        this.database = database;
    }

    /** Takes a job that is due and that nobody is doing. A job that was never heard of is due. */
    public Optional<Lease> take(String job, Duration howLong) {
        return database.inTransaction(tx -> {
            if (tx.find("select job from #job_leases where job = ?", row -> true, job)
                    .isEmpty()) {
                tx.insertIfAbsent("insert into #job_leases (job, due_at) values (?, current_timestamp)", job);
            }
            int taken = tx.update(
                    "update #job_leases set lease_token = lease_token + 1, leased_until = " + LATER
                            + " where job = ? and due_at <= current_timestamp"
                            + " and (leased_until is null or leased_until < current_timestamp)",
                    seconds(howLong),
                    job);
            return taken == 0 ? Optional.empty() : leaseOf(tx, job);
        });
    }

    /** Renews the lease within a batch's transaction, and says whether it is still there; no batch goes on without. */
    public boolean keep(Tx tx, Lease lease, Duration howLong) throws SQLException {
        return tx.update(
                        "update #job_leases set leased_until = " + LATER + " where job = ? and lease_token = ?",
                        seconds(howLong),
                        lease.job(),
                        lease.token())
                == 1;
    }

    /** Gives the job back, to be done again after a while. */
    public void giveBack(Lease lease, Duration dueIn) {
        database.doInTransaction(tx -> tx.update(
                "update #job_leases set leased_until = null, due_at = " + LATER + " where job = ? and lease_token = ?",
                seconds(dueIn),
                lease.job(),
                lease.token()));
    }

    private static Optional<Lease> leaseOf(Tx tx, String job) throws SQLException {
        return tx.find(
                "select lease_token from #job_leases where job = ?",
                row -> new Lease(job, row.whole("lease_token")),
                job);
    }

    private static int seconds(Duration duration) {
        return (int) duration.toSeconds();
    }
}
