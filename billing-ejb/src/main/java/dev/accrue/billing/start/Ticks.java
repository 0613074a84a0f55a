package dev.accrue.billing.start;

import dev.accrue.billing.operation.OperationRecovery;
import dev.accrue.billing.webhook.Drain;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What happens again and again: work that no wake-up came for, and operations that nobody concluded. */
@ApplicationScoped
public class Ticks {

    private static final Logger LOG = Logger.getLogger(Ticks.class.getName());

    private final Drain drain;
    private final OperationRecovery operations;
    private final AtomicBoolean busy = new AtomicBoolean();

    @Inject
    public Ticks(Drain drain, OperationRecovery operations) {
        this.drain = drain;
        this.operations = operations;
    }

    @SuppressWarnings("NullAway")
    protected Ticks() { // CDI requires it for the proxy
        this(null, null);
    }

    /** Runs once before the gate opens. */
    void prepare() {}

    /** Takes up what was left lying. Overlapping ticks are one. */
    void recovery() {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            operations.run();
            drain.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A recovery tick failed; the next one tries again", e);
        } finally {
            busy.set(false);
        }
    }
}
