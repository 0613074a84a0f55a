package dev.accrue.billing.operation;

import java.util.Set;

/** How a feature finds out whether what it promised of its operations was kept. */
public interface PromiseCheck {

    /** The kinds that promise something, as in {@link Intent#kind()}. */
    Set<String> kinds();

    /**
     * Holds what came of an operation against what was promised. It happens again when the process died before it was
     * noted, and has to come to the same.
     *
     * @throws RuntimeException when that cannot be known now; it is asked again later
     */
    void check(Promise promise);
}
