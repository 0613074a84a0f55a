package dev.accrue.billing.time;

import java.time.Instant;

/**
 * The time that billing rules see: predicates, dunning, the simulator's periods.
 *
 * <p>In production it is the system's time. A demo or a test may move it; nothing technical (leases, signatures,
 * backoff, the ledger's recording time) hangs on it, so moving it a month breaks nothing. See {@link SystemClock}.
 */
public interface BusinessClock {

    Instant now();
}
