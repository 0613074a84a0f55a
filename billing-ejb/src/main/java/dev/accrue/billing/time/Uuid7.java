package dev.accrue.billing.time;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids that sort by their time of making (UUID version 7, RFC 9562), so that new rows land at the end of an index.
 *
 * <p>They order nothing that matters: two nodes' clocks differ, and key order is not commit order.
 */
public final class Uuid7 {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Uuid7() {}

    public static UUID at(Instant moment) {
        long random = RANDOM.nextLong();
        long high = (moment.toEpochMilli() << 16) | 0x7000L | (random & 0x0FFFL);
        long low = (RANDOM.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
