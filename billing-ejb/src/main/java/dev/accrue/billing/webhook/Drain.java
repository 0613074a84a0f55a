package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Refetch;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    /** One works here while the database works for another; more would only want more connections. */
    private static final int HANDS = Math.min(4, Runtime.getRuntime().availableProcessors() + 1);

    /**
     * A fetch waits for Stripe and not for a processor: one hand has ten under way, the other is for when it is held
     * up.
     */
    private static final int HANDS_TO_FETCH = 2;

    /** The more, the less each statement costs; a transaction of so many takes a twentieth of a second. */
    private static final Hands.Share TO_APPLY = new Hands.Share(16, 128);

    private static final Hands.Share TO_FETCH = new Hands.Share(10, 10);

    /** Looking, one sees more shares than there are hands: as many as the hands have, and the next ones. */
    private static final int SHARES_IN_SIGHT = 8;

    /** How long few events wait for more of them while a hand works. */
    private static final Duration COMPANY = Duration.ofMillis(20);

    /** How long to wait for a hand, or for something to do, before looking again. */
    private static final Duration LULL = Duration.ofMillis(100);

    private static final int OVERLAPS = 3;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Claims claims;
    private final Applying applying;
    private final Inbox inbox;
    private final Mirror mirror;
    private final Delivering delivering;
    private final Rereader rereader;
    private final Parallel parallel;
    private final Crew crew;
    private final Shift shift;
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
            Parallel parallel,
            Crew crew,
            Shift shift,
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
        this.parallel = parallel;
        this.crew = crew;
        this.shift = shift;
        this.database = database;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** Works until nothing is due now or very soon, unless this node is at it already. */
    public void run() {
        shift.take(this::workOff);
    }

    private void workOff() {
        boolean lookedTwice = false;
        while (true) {
            while (round()) {
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

    /** Deals what is due until there is no more, and says whether anything came of it. */
    private boolean round() {
        boolean progressed;
        try (Hands hands = new Hands(hands(), share(), crew, this::work)) {
            while (deal(hands)) {
                hands.awaitRoom();
            }
            progressed = hands.progressed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return delivering.runDue() || progressed;
    }

    /** Looks for what is due and in no hand, and says whether to look again. */
    private boolean deal(Hands hands) throws InterruptedException {
        Set<ObjectKey> taken = hands.taken(); // before looking: what was in a hand then may still look due
        boolean busy = hands.isBusy();
        Set<ObjectKey> due = claims.due(SHARES_IN_SIGHT * share().most());
        due.removeAll(taken);
        boolean wait = busy && due.size() < share().least();
        if (wait && hands.awaitOne(due.isEmpty() ? LULL : COMPANY)) {
            return true;
        }
        if (!due.isEmpty()) {
            hands.give(due);
        }
        return busy || !due.isEmpty();
    }

    private boolean work(Set<ObjectKey> keys) {
        long begin = System.nanoTime();
        Claims.Turn turn = claims.take(keys);
        count(turn.concluded());
        delivering.run(turn.toDeliver(), begin);
        fetchThenDeliver(turn.toFetch());
        boolean delivered = delivering.runDue();
        return turn.progressed() || delivered;
    }

    /** Fetches first and delivers after: a handler that takes its time shall keep no request to Stripe waiting. */
    private void fetchThenDeliver(List<Claim> toFetch) {
        long begin = System.nanoTime();
        Queue<Delivery> started = new ConcurrentLinkedQueue<>();
        parallel.all(toFetch, claim -> fetchAndApply(claim, started));
        delivering.run(List.copyOf(started), begin);
    }

    private void count(List<StoredEvent> concluded) {
        concluded.forEach(event -> meters.webhookProcessed(event.type(), EventState.PROCESSED.name()));
    }

    private int hands() {
        return config.webhooks().refetch() == Refetch.PAYLOAD ? HANDS : HANDS_TO_FETCH;
    }

    private Hands.Share share() {
        return config.webhooks().refetch() == Refetch.PAYLOAD ? TO_APPLY : TO_FETCH;
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

    private void fetchAndApply(Claim claim, Queue<Delivery> started) {
        try {
            MirrorRow noted = claim.row();
            for (int i = 0; i < OVERLAPS; i++) {
                Snapshot answer = rereader.read(noted.key(), claim.events());
                Optional<MirrorRow> moved = apply(claim, noted.revision(), answer, started);
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
    private Optional<MirrorRow> apply(Claim claim, long notedRevision, Snapshot snapshot, Queue<Delivery> started) {
        List<Delivery> mine = new ArrayList<>();
        Optional<MirrorRow> moved = database.inTransaction(tx -> {
            mine.clear();
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
            mine.addAll(applying.apply(tx, List.of(covered)));
            return Optional.empty();
        });
        if (moved.isEmpty()) {
            count(claim.events());
        }
        started.addAll(mine);
        return moved;
    }

    /** Whoever writes so often will have done in a moment; only the rest keeps the doubt from being due at once. */
    private void giveBack(Tx tx, Claim claim) throws SQLException {
        mirror.markDirty(tx, claim.row().key());
        mirror.rest(tx, claim.row().key(), claim.row().leaseToken(), SOON);
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
                inbox.fail(tx, claim.events(), error);
            }
        });
    }
}
