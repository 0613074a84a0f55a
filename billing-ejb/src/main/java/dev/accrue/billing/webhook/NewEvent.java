package dev.accrue.billing.webhook;

import dev.accrue.billing.time.Uuid7;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event that is about to be stored.
 *
 * @param id the row's id
 * @param endpoint the endpoint that it came through
 * @param envelope what its envelope says
 * @param body the whole event, byte for byte as it came
 * @param ignoredBecause why it will not be acted upon, if it will not
 * @param receivedAt when it came
 */
record NewEvent(
        UUID id,
        String endpoint,
        IncomingEvent envelope,
        String body,
        Optional<String> ignoredBecause,
        Instant receivedAt) {

    static NewEvent now(
            Instant now, String endpoint, IncomingEvent envelope, String body, Optional<String> ignoredBecause) {
        return new NewEvent(Uuid7.at(now), endpoint, envelope, body, ignoredBecause, now);
    }
}
