package dev.accrue.billing.operation;

import java.util.Set;

/** The life of an operation. {@link #UNKNOWN} is a real state: we asked, and nobody answered. */
public enum OperationState {
    /** Written down and about to be sent, or sent and not yet answered. */
    STARTED,
    /** No answer came; recovery will ask. */
    UNKNOWN,
    /** Performed, and the mirror holds the result. */
    DONE,
    /** A payment was tried and declined. */
    DECLINED,
    /** Certainly not performed; the same id may try again. */
    REFUSED,
    /** Certainly not performed, and too late: whoever still wants it asks anew. */
    ABANDONED;

    /** Whether an operation in this state may go to {@code next}. */
    public boolean allows(OperationState next) {
        return switch (this) {
            case STARTED -> next != STARTED;
            case UNKNOWN -> next != STARTED && next != UNKNOWN;
            case REFUSED, ABANDONED -> next == STARTED;
            case DONE, DECLINED -> false;
        };
    }

    /** The states that are found out about. */
    static Set<OperationState> unresolved() {
        return Set.of(STARTED, UNKNOWN);
    }
}
