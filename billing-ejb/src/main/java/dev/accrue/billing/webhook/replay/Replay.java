package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.actor.Actor;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/**
 * A replay that an operator asked for, and how far it got.
 *
 * @param id its row
 * @param operationId the id under which it is done once
 * @param kind what it takes back into work
 * @param state where it is in its life
 * @param stateSince since when
 * @param reason why it was asked for
 * @param actor who asked for it
 * @param selected how many there were to replay when it began; zero for Stripe's list, which tells no number
 * @param seen how many it has looked at
 * @param done how many of these it took back into work, or how many of Stripe's the inbox did not know
 * @param lastError what went wrong last; empty when nothing did
 * @param startedAt when it was asked for
 */
public record Replay(
        UUID id,
        String operationId,
        ReplayKind kind,
        ReplayState state,
        Instant stateSince,
        String reason,
        Actor actor,
        long selected,
        long seen,
        long done,
        String lastError,
        Instant startedAt)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How many stayed as they were: still being worked on, not replayable, or known already. */
    public long skipped() {
        return seen - done;
    }
}
