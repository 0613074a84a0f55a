package dev.accrue.billing.time;

import java.time.Instant;

/**
 * The machine's time, which nobody moves: signatures, backoff, recording times, ids. Leases use neither clock; they
 * compare with the database's time, which all nodes share.
 */
public interface SystemClock {

    Instant now();
}
