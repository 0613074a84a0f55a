package dev.accrue.billing.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls handlers one after the other on a thread of its own, watched by the one that wants the result.
 *
 * <p>A handler that hangs is given up: the run reports what it had done, and whatever the handler does later no longer
 * counts. Everything here is guarded by the run's monitor, except the handlers, which run outside of it.
 */
final class HandlerRun implements Runnable {

    /** A handler's work on one delivery. */
    @FunctionalInterface
    interface Work {
        void on(Delivery delivery) throws Exception;
    }

    /**
     * How a run ended.
     *
     * @param delivered what succeeded
     * @param failed what failed, and why
     * @param skipped what was not run because an earlier one of its lane failed
     * @param hanging what was given up
     * @param untouched what stood behind the one that was given up, or did not get its turn in time: no handler is to
     *     blame where the thread itself does not come
     */
    record Report(
            List<Delivery> delivered,
            Map<Delivery, String> failed,
            List<Delivery> skipped,
            Optional<Delivery> hanging,
            List<Delivery> untouched) {}

    private final List<Delivery> batch;
    private final Predicate<Delivery> allowed;
    private final BooleanSupplier inTime;
    private final Work work;

    private final List<Delivery> delivered = new ArrayList<>();
    private final Map<Delivery, String> failed = new LinkedHashMap<>();
    private final List<Delivery> skipped = new ArrayList<>();
    private int position;
    private long since = System.nanoTime();
    private boolean begun;
    private boolean abandoned;
    private boolean late;

    /**
     * A run of a batch.
     *
     * @param allowed whether a delivery may run after what happened to those before it
     * @param inTime whether there is time left to begin with one more
     */
    HandlerRun(List<Delivery> batch, Predicate<Delivery> allowed, BooleanSupplier inTime, Work work) {
        this.batch = batch;
        this.allowed = allowed;
        this.inTime = inTime;
        this.work = work;
    }

    @Override
    public void run() {
        for (Delivery delivery = next(); delivery != null; delivery = next()) {
            try {
                work.on(delivery);
                finish(delivery, null);
            } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
                finish(delivery, e.getClass().getName());
            }
        }
    }

    private synchronized @Nullable Delivery next() {
        while (!abandoned && position < batch.size()) {
            Delivery delivery = batch.get(position);
            if (!inTime.getAsBoolean()) {
                late = true;
                notifyAll();
                return null;
            }
            if (allowed.test(delivery)) {
                begun = true;
                since = System.nanoTime();
                return delivery;
            }
            skipped.add(delivery);
            position++;
            notifyAll();
        }
        return null;
    }

    private synchronized void finish(Delivery delivery, @Nullable String error) {
        if (abandoned) {
            return;
        }
        if (error == null) {
            delivered.add(delivery);
        } else {
            failed.put(delivery, error);
        }
        begun = false;
        since = System.nanoTime();
        position++;
        notifyAll();
    }

    /** Waits until all are run, time is up, or one took longer than the timeout. */
    synchronized Report await(Duration timeout) {
        try {
            for (long left = left(timeout); isGoingOn() && left > 0; left = left(timeout)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandoned = isGoingOn();
        boolean hangs = abandoned && begun;
        Optional<Delivery> hanging = hangs ? Optional.of(batch.get(position)) : Optional.empty();
        List<Delivery> untouched = batch.subList(hangs ? position + 1 : position, batch.size());
        return new Report(List.copyOf(delivered), Map.copyOf(failed), List.copyOf(skipped), hanging, untouched);
    }

    private boolean isGoingOn() {
        return position < batch.size() && !late;
    }

    /** The milliseconds that the delivery under way still has. */
    private long left(Duration timeout) {
        return timeout.toMillis() - (System.nanoTime() - since) / 1_000_000;
    }
}
