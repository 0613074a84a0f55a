package dev.accrue.billing.operation;

import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.mirror.ObjectKey;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What whoever asked for an operation was promised of its result, now that it is done.
 *
 * @param operation the row's id
 * @param operationId the caller's id
 * @param kind what it was
 * @param result what it made or changed
 * @param actor who asked
 * @param traceId the trace in which it was asked
 * @param idempotencyKey under which Stripe was asked
 * @param startedAt when it was asked
 * @param promised what was promised, in the feature's own words
 */
public record Promise(
        UUID operation,
        String operationId,
        String kind,
        ObjectKey result,
        Actor actor,
        Optional<String> traceId,
        String idempotencyKey,
        Instant startedAt,
        JsonObject promised) {}
