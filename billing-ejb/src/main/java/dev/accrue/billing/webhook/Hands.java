package dev.accrue.billing.webhook;

import dev.accrue.billing.mirror.ObjectKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several hands that work off objects side by side while one looks for more. No two of them ever have the same object,
 * and none waits for another.
 *
 * <p>Everything is guarded by the monitor, except the work, which runs outside of it.
 */
final class Hands implements AutoCloseable {

    /** A hand that has nothing to do stays for so long, because the next share is likely to follow. */
    private static final Duration IDLE = Duration.ofMillis(50);

    private final int most;
    private final Share share;
    private final Executor threads;
    private final Predicate<Set<ObjectKey>> work;

    private final Queue<Set<ObjectKey>> shares = new ArrayDeque<>();
    private final Set<ObjectKey> taken = new HashSet<>();
    private int present;
    private int working;
    private long finished;
    private boolean progressed;
    private boolean closed;
    private Optional<Throwable> failure = Optional.empty();

    /**
     * How many objects one hand is given at a time.
     *
     * @param least for fewer, another hand is not worth its while
     * @param most its work is one transaction, and that must not grow without bound
     */
    record Share(int least, int most) {}

    /**
     * Hands for a piece of work.
     *
     * @param most how many hands there may be
     * @param work works on objects, and says whether anything came of it
     */
    Hands(int most, Share share, Executor threads, Predicate<Set<ObjectKey>> work) {
        this.most = most;
        this.share = share;
        this.threads = threads;
        this.work = work;
    }

    /** The objects that are in some hand, and those of which nothing came: they are not to be given again. */
    synchronized Set<ObjectKey> taken() {
        return Set.copyOf(taken);
    }

    synchronized boolean isBusy() {
        return working > 0 || !shares.isEmpty();
    }

    synchronized boolean progressed() {
        return progressed;
    }

    /** Deals objects to the hands, those that wait longest first. */
    synchronized void give(Set<ObjectKey> keys) {
        taken.addAll(keys);
        shares.addAll(deal(keys));
        notifyAll();
        try {
            for (int needed = Math.min(most, working + shares.size()); present < needed; present++) {
                threads.execute(this::run);
            }
        } catch (RuntimeException | Error e) { // no thread is to be had, or the application ends
            if (present == 0) { // nobody is here who would ever take the shares
                shares.clear();
                throw e;
            }
        }
    }

    private List<Set<ObjectKey>> deal(Set<ObjectKey> keys) {
        int worthwhile = Math.min(most, (keys.size() + share.least() - 1) / share.least());
        int count = Math.max(worthwhile, (keys.size() + share.most() - 1) / share.most());
        List<Set<ObjectKey>> dealt =
                Stream.<Set<ObjectKey>>generate(LinkedHashSet::new).limit(count).toList();
        int next = 0;
        for (ObjectKey key : keys) {
            dealt.get(next++ % count).add(key);
        }
        return dealt;
    }

    /** Waits until every share is in a hand, so that it is time to look for more. */
    synchronized void awaitRoom() throws InterruptedException {
        while (!shares.isEmpty()) {
            wait();
        }
        rethrow();
    }

    /** Waits until a hand has finished a share, but not for long; says whether one has. */
    synchronized boolean awaitOne(Duration patience) throws InterruptedException {
        long before = finished;
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); left > 0 && finished == before; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        rethrow();
        return finished > before;
    }

    /** Waits for all hands; what was not begun stays undone if one failed. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        boolean interrupted = false;
        while (isBusy()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow();
    }

    private void rethrow() {
        if (failure.orElse(null) instanceof Error error) {
            throw error;
        }
        if (failure.orElse(null) instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void run() {
        for (Set<ObjectKey> keys = next(); keys != null; keys = next()) {
            try {
                done(keys, work.test(keys));
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
    }

    private synchronized @Nullable Set<ObjectKey> next() {
        awaitShare();
        if (shares.isEmpty()) {
            present--;
            return null;
        }
        working++;
        Set<ObjectKey> keys = shares.remove();
        notifyAll();
        return keys;
    }

    private void awaitShare() {
        long end = System.nanoTime() + IDLE.toNanos();
        try {
            for (long left = IDLE.toMillis(); left > 0 && shares.isEmpty() && !closed; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void done(Set<ObjectKey> keys, boolean progress) {
        progressed |= progress;
        if (progress) {
            taken.removeAll(keys);
        }
        finished();
    }

    private synchronized void failed(Throwable e) {
        failure = failure.or(() -> Optional.of(e));
        shares.clear();
        finished();
    }

    private void finished() {
        working--;
        finished++;
        notifyAll();
    }
}
