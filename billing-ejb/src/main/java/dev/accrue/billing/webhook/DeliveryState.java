package dev.accrue.billing.webhook;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The life of one event's delivery to one handler. */
public enum DeliveryState {
    /** Waits for its turn. */
    PENDING,
    /** A node is running the handler; when the node dies, its time runs out. */
    RUNNING,
    /** The handler returned. */
    DELIVERED,
    /** The handler threw, and will be tried again at {@code wake_at}. */
    FAILED,
    /** The handler threw as often as it may; waits for an operator. */
    DEAD,
    /** The handler no longer exists. */
    ORPHANED;

    /** The states in which work is left. */
    public static final Set<DeliveryState> UNFINISHED =
            Collections.unmodifiableSet(EnumSet.of(PENDING, RUNNING, FAILED));

    /** Whether a delivery in this state may go to {@code next}. */
    public boolean allows(DeliveryState next) {
        return switch (this) {
            case PENDING, FAILED -> next == RUNNING || next == ORPHANED;
            case RUNNING -> true; // back to PENDING when it did not get its turn, RUNNING again when its node died
            case DELIVERED, DEAD, ORPHANED -> next == PENDING; // a replay
        };
    }
}
