package dev.accrue.billing.launcher;

import java.util.HashSet;
import java.util.Set;

/** Finds, below the exceptions that a server wraps around it, the one that says what happened. */
final class Failure {

    private static final String OUR_CODE = "BILLING-DX-";

    private Failure() {}

    /** The first message with one of our codes, or else the innermost exception. */
    static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        Set<Throwable> seen = new HashSet<>();
        for (Throwable next = thrown; next != null && seen.add(next); next = next.getCause()) {
            if (next.getMessage() != null && next.getMessage().contains(OUR_CODE)) {
                return next.getMessage().substring(next.getMessage().indexOf(OUR_CODE));
            }
            innermost = next;
        }
        return "%s: %s".formatted(innermost.getClass().getSimpleName(), innermost.getMessage());
    }
}
