package dev.accrue.billing.webhook.replay;

/** The life of a replay. */
public enum ReplayState {
    /** Some of it is done, or none yet; ticks go on with it. */
    RUNNING,
    /** All of it is done. */
    DONE,
    /** An operator stopped it; what was done stays done. */
    CANCELLED,
    /** It stopped with an error; an operator may let it go on from where it was. */
    FAILED;

    /** Whether a replay in this state may go to {@code next}. */
    public boolean allows(ReplayState next) {
        return switch (this) {
            case RUNNING -> next != RUNNING;
            case FAILED -> next == RUNNING || next == CANCELLED;
            case DONE, CANCELLED -> false;
        };
    }
}
