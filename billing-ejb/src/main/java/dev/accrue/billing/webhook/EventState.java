package dev.accrue.billing.webhook;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The life of an event in the inbox. Every change goes through {@link Inbox}, which asks {@link #allows}. */
public enum EventState {
    /** Stored and acknowledged; nobody has looked at it yet. */
    RECEIVED,
    /** A worker holds it; when the worker dies, its time runs out and another takes over. */
    PROCESSING,
    /** Mirrored, its fact written, its deliveries made. */
    PROCESSED,
    /** Put off for a reason that is no failure: Stripe asked to slow down. */
    DEFERRED,
    /** Failed, and will be tried again at {@code wake_at}. */
    FAILED,
    /** Failed as often as it may; waits for an operator. */
    DEAD,
    /** Stored but not acted upon, with a reason: wrong mode, wrong account. */
    IGNORED;

    /** The states in which work is left. */
    public static final Set<EventState> UNFINISHED =
            Collections.unmodifiableSet(EnumSet.of(RECEIVED, PROCESSING, DEFERRED, FAILED));

    /** Whether an event in this state may go to {@code next}. */
    public boolean allows(EventState next) {
        return switch (this) {
            case RECEIVED, DEFERRED, FAILED ->
                Set.of(PROCESSING, PROCESSED, DEFERRED, FAILED, DEAD, IGNORED).contains(next);
            case PROCESSING -> next != RECEIVED;
            case PROCESSED, DEAD, IGNORED -> next == RECEIVED; // a replay
        };
    }
}
