package dev.accrue.billing.processor.fake.world;

import org.jspecify.annotations.Nullable;

/**
 * What made things happen: a request, or time alone.
 *
 * @param account the account at work
 * @param connected whether it is a connected account, whose events say so
 */
public record Origin(
        String account,
        boolean connected,
        @Nullable String requestId,
        @Nullable String idempotencyKey) {

    public static Origin time(String account, boolean connected) {
        return new Origin(account, connected, null, null);
    }
}
