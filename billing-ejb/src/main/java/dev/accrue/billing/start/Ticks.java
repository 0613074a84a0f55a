package dev.accrue.billing.start;

import dev.accrue.billing.job.Tick;
import dev.accrue.billing.operation.OperationRecovery;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.webhook.Drain;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What happens again and again: work that no wake-up came for, operations that nobody concluded, and whatever else
 * takes a {@link Tick}.
 */
@ApplicationScoped
public class Ticks {

    private static final Logger LOG = Logger.getLogger(Ticks.class.getName());

    private final Drain drain;
    private final OperationRecovery operations;
    private final List<Tick> others;
    private final Meters meters;
    private final AtomicBoolean busy = new AtomicBoolean();

    @Inject
    public Ticks(Drain drain, OperationRecovery operations, @Any Instance<Tick> others, Meters meters) {
        this.drain = drain;
        this.operations = operations;
        this.others = others.stream().toList();
        this.meters = meters;
    }

    @SuppressWarnings("NullAway")
    protected Ticks() { // CDI requires it for the proxy
        this.drain = null;
        this.operations = null;
        this.others = List.of();
        this.meters = null;
    }

    /** Runs once before the gate opens. */
    void prepare() {}

    /** Takes up what was left lying. Overlapping ticks are one. */
    void recovery() {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            run("operations", operations::run);
            others.forEach(tick -> run(tick.name(), tick::run));
            run("webhook-events", drain::run);
        } finally {
            busy.set(false);
        }
    }

    /** One that fails does not keep the others from their work. */
    private void run(String job, Runnable work) {
        long begin = System.nanoTime();
        String outcome = "failed";
        try {
            work.run();
            outcome = "done";
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "The job " + job + " failed; the next tick tries again");
        } finally {
            meters.job(job, outcome, Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
