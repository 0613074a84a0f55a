package dev.accrue.billing.mirror;

import java.time.Instant;
import java.util.Comparator;

/**
 * How far in an object's story a state goes: the newest event that it covers.
 *
 * @param created when that happened, in Stripe's whole seconds
 * @param order tells the events of one second apart, always in the same way; empty where the state is an answer, which
 *     covers whatever came before it
 */
public record Applied(Instant created, String order) implements Comparable<Applied> {

    private static final Comparator<Applied> ORDER =
            Comparator.comparing(Applied::created).thenComparing(Applied::order);

    /** What an answer covers. */
    public static Applied until(Instant created) {
        return new Applied(created, "");
    }

    @Override
    public int compareTo(Applied other) {
        return ORDER.compare(this, other);
    }
}
