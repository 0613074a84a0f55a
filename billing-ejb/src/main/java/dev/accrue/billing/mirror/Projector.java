package dev.accrue.billing.mirror;

import java.util.Set;

/**
 * Turns objects of some types into rows of a feature's tables.
 *
 * <p>A projector is a function of the raw JSON alone: the same object gives the same rows, whether it came from a
 * command, a fetch, an event or a replay, at whatever API version. It reads the new place of a field first and the old
 * place after, never fails on what is missing, and sets every column every time, so that nothing of an earlier state
 * survives.
 */
public interface Projector {

    /** Stripe's {@code object} names that it projects. */
    Set<String> objectTypes();

    /** Adds the rows of the object's present state. */
    void project(Snapshot snapshot, Extracts extracts);

    /** Marks the object's rows as deleted; the object as it was last has been projected before, if it is known. */
    void tombstone(Snapshot snapshot, Extracts extracts);
}
