package dev.accrue.billing.webhook;

import dev.accrue.billing.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Stores events that arrive together in one transaction.
 *
 * <p>Whoever arrives while no transaction is under way starts one at once and stores what waits; whoever arrives
 * meanwhile waits for the next. So a lone event waits for nobody, and the busier it gets, the more events share the
 * cost of a commit. Each is answered only after the commit that holds its own row.
 */
@ApplicationScoped
public class Intake {

    /** Two transactions at a time keep the database busy while the other one waits for its commit. */
    private static final int LEADERS = 2;

    private static final int LARGEST_GROUP = 64;

    private final Inbox inbox;
    private final Crew crew;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore leaders = new Semaphore(LEADERS);

    @Inject
    public Intake(Inbox inbox, Crew crew) {
        this.inbox = inbox;
        this.crew = crew;
    }

    @SuppressWarnings("NullAway")
    protected Intake() { // CDI requires it for the proxy
        this(null, null);
    }

    private record Waiting(NewEvent event, CompletableFuture<Boolean> stored) {}

    /**
     * Stores an event, and tells whether it was new. The stage is completed by the thread that stored the group; a
     * failure is a {@link DatabaseException}.
     */
    CompletionStage<Boolean> store(NewEvent event) {
        Waiting one = new Waiting(event, new CompletableFuture<>());
        waiting.add(one);
        lead();
        return one.stored();
    }

    /**
     * Has somebody store what waits, unless enough are at it. Never the caller's thread: a database that keeps silent
     * would hold it for longer than Stripe waits for an answer.
     */
    private void lead() {
        if (leaders.availablePermits() > 0) {
            try {
                crew.execute(this::leadOn);
            } catch (RejectedExecutionException e) {
                leadOn();
            }
        }
    }

    private void leadOn() {
        while (!waiting.isEmpty() && leadOnce()) {
            Thread.onSpinWait();
        }
    }

    private boolean leadOnce() {
        if (!leaders.tryAcquire()) {
            return false; // whoever leads looks for more after giving up the lead, so nobody is left waiting
        }
        try {
            store(next());
        } finally {
            leaders.release();
        }
        return true;
    }

    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            group.add(one);
            if (group.size() == LARGEST_GROUP) {
                break;
            }
        }
        return group;
    }

    private void store(List<Waiting> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            Set<UUID> stored = inbox.store(group.stream().map(Waiting::event).toList());
            group.forEach(
                    one -> one.stored().complete(stored.contains(one.event().id())));
        } catch (DatabaseException e) {
            failed(group, e);
        } catch (RuntimeException | Error e) {
            group.forEach(one -> one.stored().completeExceptionally(e));
            throw e;
        }
    }

    /** A row that the database refuses must not take its neighbours with it. */
    private void failed(List<Waiting> group, DatabaseException e) {
        if (e.isAboutData() && group.size() > 1) {
            group.forEach(one -> store(List.of(one)));
        } else {
            group.forEach(one -> one.stored().completeExceptionally(e));
        }
    }
}
