package dev.accrue.billing.ledger;

import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.mirror.ObjectKey;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened, once and for ever.
 *
 * <p>The id is chosen by whoever caused it, so that the same happening recorded twice is one fact: an event's fact has
 * the id of its inbox row, an operation's that of its operation row.
 *
 * @param id unique; the same happening has the same id
 * @param type {@code resource.what}, for example {@code subscription.created} or Stripe's event type
 * @param schemaVersion the version of {@code detail}'s shape for this type
 * @param subject the object that it is about
 * @param actor who
 * @param operationId the caller's operation id, when an operation caused it
 * @param traceId the trace, when there was one
 * @param cause the event or operation behind it
 * @param detail ids, codes and amounts; never personal data, because facts are never erased
 * @param occurredAt when it happened, by whoever saw it happen
 */
public record Fact(
        UUID id,
        String type,
        int schemaVersion,
        ObjectKey subject,
        Actor actor,
        Optional<String> operationId,
        Optional<String> traceId,
        Cause cause,
        JsonObject detail,
        Instant occurredAt) {}
