package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Refetch;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.Snapshot;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.telemetry.OpsEvent;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Works off whatever is due, until nothing is.
 *
 * <p>One wake-up is enough for any backlog, and a lost one delays nothing that another wakes. The drain runs without a
 * transaction: each step has its own, and the network is waited for between them.
 */
@Dependent
public class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class.getName());
    private static final int BATCH_FROM_EVENTS = 100;
    private static final int BATCH_TO_FETCH = 10;
    private static final int OVERLAPS = 3;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Claims claims;
    private final Applying applying;
    private final Inbox inbox;
    private final Mirror mirror;
    private final Delivering delivering;
    private final Rereader rereader;
    private final Parallel fetching;
    private final Database database;
    private final BillingConfig config;
    private final SystemClock clock;
    private final Meters meters;

    @Inject
    Drain(
            Claims claims,
            Applying applying,
            Inbox inbox,
            Mirror mirror,
            Delivering delivering,
            Rereader rereader,
            Parallel fetching,
            Database database,
            BillingConfig config,
            SystemClock clock,
            Meters meters) {
        this.claims = claims;
        this.applying = applying;
        this.inbox = inbox;
        this.mirror = mirror;
        this.delivering = delivering;
        this.rereader = rereader;
        this.fetching = fetching;
        this.database = database;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** Works until nothing is due now or very soon. Several may run at once; they never hold the same object. */
    public void run() {
        boolean lookedTwice = false;
        while (true) {
            while (step()) {
                lookedTwice = false;
            }
            Optional<Duration> wait = untilNextDue();
            boolean othersHaveIt = wait.filter(Duration::isZero).isPresent() && lookedTwice;
            if (wait.isEmpty() || othersHaveIt || Thread.currentThread().isInterrupted()) {
                return;
            }
            lookedTwice = wait.get().isZero();
            LockSupport.parkNanos(wait.get().toNanos());
        }
    }

    private boolean step() {
        Claims.Turn turn = claims.take(batch());
        count(turn.concluded());
        delivering.run(turn.toDeliver());
        fetching.all(turn.toFetch(), this::fetchAndApply);
        boolean delivered = delivering.runDue();
        return turn.progressed() || delivered;
    }

    private void count(List<StoredEvent> concluded) {
        concluded.forEach(event -> meters.webhookProcessed(event.type(), EventState.PROCESSED.name()));
    }

    private int batch() {
        return config.webhooks().refetch() == Refetch.PAYLOAD ? BATCH_FROM_EVENTS : BATCH_TO_FETCH;
    }

    /**
     * How long until the next event is due, if that is soon: events settle for a moment, and whoever is awake waits for
     * them instead of being woken again.
     */
    private Optional<Duration> untilNextDue() {
        Instant now = clock.now();
        return database.inTransaction(inbox::nextDue)
                .map(next -> next.isAfter(now) ? Duration.between(now, next).plusMillis(1) : Duration.ZERO)
                .filter(wait -> wait.compareTo(SOON) < 0);
    }

    private void fetchAndApply(Claim claim) {
        try {
            MirrorRow noted = claim.row();
            for (int i = 0; i < OVERLAPS; i++) {
                Optional<MirrorRow> moved = apply(claim, noted.revision(), rereader.read(noted.key(), claim.events()));
                if (moved.isEmpty()) {
                    return;
                }
                noted = moved.get();
            }
            database.doInTransaction(tx -> giveBack(tx, claim));
        } catch (ProcessorException e) {
            failed(claim, e.getMessage(), e instanceof RefusedException refused && refused.isTransient());
        } catch (DatabaseException e) {
            failed(claim, e.getMessage(), false);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Events of " + claim.row().key() + " could not be applied");
            failed(claim, e.getClass().getName(), false);
        }
    }

    /**
     * Writes the answer, unless another one was written since the revision was noted: then the two overlapped, neither
     * is known to be the newer, and the row comes back to be fetched again.
     */
    private Optional<MirrorRow> apply(Claim claim, long notedRevision, Snapshot snapshot) {
        List<Delivery> started = new ArrayList<>();
        Optional<MirrorRow> moved = database.inTransaction(tx -> {
            started.clear();
            MirrorRow row = mirror.lock(tx, claim.row().key());
            if (row.leaseToken() != claim.row().leaseToken()) {
                return Optional.empty(); // the lease ran out and somebody else has the work
            }
            if (row.revision() != notedRevision) {
                return Optional.of(row);
            }
            Optional<Instant> newest =
                    claim.events().stream().map(StoredEvent::created).max(Instant::compareTo);
            Covered covered = new Covered(row, Optional.of(snapshot.covering(newest)), claim.events());
            started.addAll(applying.apply(tx, List.of(covered)));
            return Optional.empty();
        });
        if (moved.isEmpty()) {
            count(claim.events());
        }
        delivering.run(started);
        return moved;
    }

    private void giveBack(Tx tx, Claim claim) throws SQLException {
        mirror.markDirty(tx, claim.row().key());
        mirror.release(tx, claim.row().key(), claim.row().leaseToken());
        inbox.defer(tx, claim.events(), clock.now().plus(SOON), "answers kept overlapping");
    }

    private void failed(Claim claim, String error, boolean transientRefusal) {
        database.doInTransaction(tx -> {
            MirrorRow row = mirror.lock(tx, claim.row().key());
            if (row.leaseToken() != claim.row().leaseToken()) {
                return;
            }
            if (claim.events().isEmpty()) {
                return; // stays leased: a doubt alone is looked into again when the lease has run out
            }
            mirror.entrust(tx, row.key(), row.leaseToken());
            if (transientRefusal) {
                inbox.defer(tx, claim.events(), clock.now().plus(Backoff.after(1)), error);
            } else {
                inbox.fail(tx, claim.events(), error).forEach(dead -> meters.ops(OpsEvent.EVENT_DEAD));
            }
        });
    }
}
