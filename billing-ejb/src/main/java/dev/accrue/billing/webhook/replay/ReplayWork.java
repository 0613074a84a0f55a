package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.job.Tick;
import dev.accrue.billing.processor.NoAnswerException;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.telemetry.OpsEvent;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.webhook.Backoff;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Works off replays of many, a step at a time: takes the lease of one that is due, makes one step, gives it back. So
 * several replays advance in turn, several nodes share them, and of a node that dies only the lease has to run out.
 */
@Dependent
public class ReplayWork implements Tick {

    private static final Logger LOG = Logger.getLogger(ReplayWork.class.getName());
    private static final int TURNS_A_TICK = 20;
    private static final int MOST_ATTEMPTS = 25;
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(1);
    private static final Duration SOON = BatchStep.PAUSE.plusMillis(200);

    private final Database database;
    private final ReplayStore store;
    private final BatchStep batch;
    private final StripeStep stripe;
    private final ReplayFacts facts;
    private final BillingConfig config;
    private final SystemClock clock;
    private final Meters meters;

    @Inject
    ReplayWork(
            Database database,
            ReplayStore store,
            BatchStep batch,
            StripeStep stripe,
            ReplayFacts facts,
            BillingConfig config,
            SystemClock clock,
            Meters meters) {
        this.database = database;
        this.store = store;
        this.batch = batch;
        this.stripe = stripe;
        this.facts = facts;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "webhook-replays";
    }

    /** A bounded number of steps and pauses; the next tick goes on. */
    @Override
    public void run() {
        for (int i = 0; i < TURNS_A_TICK; i++) {
            Optional<ReplayRow> taken = take();
            taken.ifPresent(this::step);
            if (taken.isEmpty() && !waitedForNext()) {
                return;
            }
        }
    }

    /** Takes a replay that is due, for longer than any step lasts. */
    Optional<ReplayRow> take() {
        return database.inTransaction(tx -> store.take(tx, this::longestStep));
    }

    private Duration longestStep(ReplayKind kind) {
        return kind == ReplayKind.STRIPE ? config.stripe().longestCall().multipliedBy(2) : LONGEST_BATCH;
    }

    /** Makes one step of a replay that was taken. */
    void step(ReplayRow row) {
        try {
            if (row.replay().kind() == ReplayKind.STRIPE) {
                stripe.run(row);
            } else {
                batch.run(row);
            }
        } catch (DatabaseException e) {
            later(row, e.getMessage());
        } catch (ProcessorException e) {
            if (mayPass(e)) {
                later(row, e.getMessage());
            } else {
                failed(row, e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Replay " + row.id() + " stopped");
            failed(row, e.getClass().getName());
        }
    }

    private static boolean mayPass(ProcessorException failure) {
        return failure instanceof NoAnswerException
                || (failure instanceof RefusedException refused && refused.isTransient());
    }

    private void later(ReplayRow row, String error) {
        int attempts = row.attempts() + 1;
        if (attempts >= MOST_ATTEMPTS) {
            failed(row, error);
            return;
        }
        database.doInTransaction(
                tx -> store.postpone(tx, row, error, clock.now().plus(Backoff.after(attempts))));
    }

    private void failed(ReplayRow row, String error) {
        boolean ours = database.inTransaction(tx -> {
            if (!store.isStillOurs(tx, row)) {
                return false;
            }
            facts.ended(tx, row, store.become(tx, row, ReplayState.FAILED, error), "failed");
            return true;
        });
        if (ours) {
            meters.ops(OpsEvent.REPLAY_FAILED);
        }
    }

    /** Whether a replay will be due after a short pause, which this has waited for. */
    private boolean waitedForNext() {
        Instant now = clock.now();
        Optional<Duration> pause = database.inTransaction(store::nextDue)
                .map(next -> next.isAfter(now) ? Duration.between(now, next).plusMillis(1) : Duration.ofMillis(1))
                .filter(wait -> wait.compareTo(SOON) < 0);
        pause.ifPresent(wait -> LockSupport.parkNanos(wait.toNanos()));
        return pause.isPresent() && !Thread.currentThread().isInterrupted();
    }
}
