package dev.accrue.billing.job;

/**
 * A bean with work that is looked for at every recovery tick, on every node.
 *
 * <p>A run is bounded, safe to be made twice, and leaves what it did not get to for the next one. It must hold its own
 * when several nodes run it at once.
 */
public interface Tick {

    /** What it is measured under, for example {@code webhook-retention}. */
    String name();

    void run();
}
