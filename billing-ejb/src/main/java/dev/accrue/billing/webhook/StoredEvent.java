package dev.accrue.billing.webhook;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Applied;
import dev.accrue.billing.mirror.ObjectKey;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An unfinished inbox row, as a worker needs it.
 *
 * @param id the row's id
 * @param key the object that it is about; an event without an object is its own
 * @param eventId Stripe's id
 * @param type Stripe's event type
 * @param created when it happened, by Stripe
 * @param receivedAt when it was stored
 * @param state its state
 * @param attempts how often it was tried
 * @param json the whole event; empty where its body was erased
 * @param redelivery what a replay wants done about its deliveries; empty when it was never replayed
 */
record StoredEvent(
        UUID id,
        ObjectKey key,
        String eventId,
        String type,
        Instant created,
        Instant receivedAt,
        EventState state,
        int attempts,
        JsonObject json,
        Optional<Redelivery> redelivery) {

    /** The object as it was when the event happened. */
    Optional<JsonObject> payload() {
        return Json.child(json, "data", "object");
    }

    /** The customer that the event's object belongs to, now or until this event. */
    Stream<ObjectKey> customers() {
        Stream<String> ids = key.type().equals("customer")
                ? Stream.of(key.id())
                : Stream.of(
                                Json.reference(json, "data", "object", "customer"),
                                Json.reference(json, "data", "previous_attributes", "customer"))
                        .flatMap(Optional::stream);
        return ids.map(id -> new ObjectKey(key.account(), "customer", id));
    }

    /** Whether the named handler is to be told of it; a replay may want less than a first delivery. */
    boolean reaches(String handler) {
        return redelivery.map(wish -> wish.reaches(handler)).orElse(true);
    }

    /** Whether this is the event that says that the object itself was deleted. */
    boolean deletesItsObject() {
        return Deletion.is(type, key.type()) || Json.isTrue(json, "data", "object", "deleted");
    }

    /** Whether this says that an object with this id exists, even if one with this id was deleted before. */
    boolean undoesDeletion() {
        return Deletion.isUndoneBy(type, key.type());
    }

    /**
     * Where it stands among the events of its object. Of one second it is known only that a creation comes first; the
     * ids order the rest, which may be wrong but is always the same.
     */
    Applied position() {
        return new Applied(created, (type.endsWith(".created") ? "0 " : "1 ") + eventId);
    }
}
