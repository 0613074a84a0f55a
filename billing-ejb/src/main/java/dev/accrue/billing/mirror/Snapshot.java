package dev.accrue.billing.mirror;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The state of one object at one moment, about to be written to the mirror.
 *
 * @param key which object
 * @param raw the whole object as Stripe sent it; when it is deleted, as it was last, or a stub
 * @param deleted whether Stripe said that the object is deleted ({@code deleted: true} or its own delete event)
 * @param answeredAt Stripe's time of the answer, when this came from an answer and not from an event
 * @param applied the newest event that this state covers
 */
public record Snapshot(
        ObjectKey key, JsonObject raw, boolean deleted, Optional<Instant> answeredAt, Optional<Applied> applied) {

    /** What a fetch or a command answered. */
    public static Snapshot answered(ObjectKey key, JsonObject raw, Instant answeredAt) {
        return new Snapshot(key, raw, Json.isTrue(raw, "deleted"), Optional.of(answeredAt), Optional.empty());
    }

    /** This snapshot as covering events up to the given moment. */
    public Snapshot covering(Optional<Instant> created) {
        return new Snapshot(key, raw, deleted, answeredAt, created.map(Applied::until));
    }

    /** Whether this shows the object itself and not only that it is gone. */
    public boolean showsObject() {
        return !raw.isEmpty() && !Json.isTrue(raw, "deleted");
    }

    /** The customer that the object belongs to, if it names one. */
    public Stream<ObjectKey> customerKeys() {
        return customer().map(id -> new ObjectKey(key.account(), "customer", id)).stream();
    }

    /** This snapshot without what is personal, if its customer is one of those who are forgotten. */
    Snapshot without(Set<ObjectKey> forgotten) {
        return forgotten.isEmpty() || customerKeys().noneMatch(forgotten::contains)
                ? this
                : new Snapshot(key, PersonalData.erasedFrom(raw), deleted, answeredAt, applied);
    }

    /** The Stripe customer that the object belongs to, if it names one. */
    public Optional<String> customer() {
        return "customer".equals(key.type()) ? Optional.of(key.id()) : Json.reference(raw, "customer");
    }
}
