package dev.accrue.billing.mirror;

import java.time.Instant;
import java.util.Optional;

/**
 * What the mirror knows of one object, apart from the object.
 *
 * @param key which object
 * @param stored whether it has a row; the first state that is written of an object makes it
 * @param revision how often it was written; compared before it is written again
 * @param dirty whether overlapping answers left doubt, so that it must be fetched again
 * @param leaseToken fences off a worker that lost its lease
 * @param leased whether a worker is fetching it right now, by the database's time
 * @param applied the newest event that the state covers
 * @param answeredAt Stripe's time of its last answer
 * @param deleted whether Stripe deleted it
 */
public record MirrorRow(
        ObjectKey key,
        boolean stored,
        long revision,
        boolean dirty,
        long leaseToken,
        boolean leased,
        Optional<Applied> applied,
        Optional<Instant> answeredAt,
        boolean deleted) {

    /** An object that nothing is known of. */
    static MirrorRow unheardOf(ObjectKey key, boolean stored) {
        return new MirrorRow(key, stored, 0, false, 0, false, Optional.empty(), Optional.empty(), false);
    }

    /** When the newest event happened that the state covers. */
    public Optional<Instant> appliedCreated() {
        return applied.map(Applied::created);
    }
}
