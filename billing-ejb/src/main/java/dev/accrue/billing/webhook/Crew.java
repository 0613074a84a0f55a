package dev.accrue.billing.webhook;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The module's own threads, made by the server and kept for a while.
 *
 * <p>A managed executor captures the caller's context with every task, for which Payara looks through the class path
 * each time, about a millisecond of processor time. A managed thread has its context once and for all.
 */
@ApplicationScoped
public class Crew implements Executor {

    /**
     * More than the hands, their fetches and their handlers need; beyond are only threads that handlers never gave
     * back.
     */
    private static final int MOST = 128;

    private static final Duration IDLE = Duration.ofSeconds(10);

    @Resource
    ManagedThreadFactory threads;

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0,
            MOST,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            task -> this.threads.newThread(task));

    protected Crew() {} // for the container

    /**
     * Begins the task at once on another thread, never later.
     *
     * @throws java.util.concurrent.RejectedExecutionException when all threads are busy or the application ends
     */
    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** As {@link #execute}, for a caller who may have to interrupt it. */
    Future<?> submit(Runnable task) {
        return pool.submit(task);
    }

    @PreDestroy
    void end() {
        pool.shutdownNow();
    }
}
