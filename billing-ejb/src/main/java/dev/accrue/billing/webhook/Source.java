package dev.accrue.billing.webhook;

import dev.accrue.billing.config.Refetch;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.Snapshot;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the state of an object comes from when events name it.
 *
 * <p>An event's own body is how the object was when the event happened. It is taken only where nothing better exists,
 * or where it is provably the newest state there is; any doubt means asking Stripe.
 */
final class Source {

    private Source() {}

    /** Whether the object has to be fetched. */
    static boolean isStripe(MirrorRow row, List<StoredEvent> events, Refetch refetch) {
        if (row.deleted() || events.stream().anyMatch(StoredEvent::deletesItsObject)) {
            return false;
        }
        return switch (Rereading.of(row.key().type())) {
            case NOT_AT_ALL -> false;
            case FROM_EVENT -> false;
            case BY_ID -> row.dirty() || events.isEmpty() || refetch != Refetch.PAYLOAD || !newestIsProven(row, events);
        };
    }

    /** Whether nothing but events could tell the state: the object cannot be read again and was not deleted. */
    static boolean onlyEventsTell(MirrorRow row, StoredEvent event) {
        return Rereading.of(row.key().type()) == Rereading.FROM_EVENT && !row.deleted() && !event.deletesItsObject();
    }

    /** The state that the events themselves give; nothing when they give none that is newer than the row's. */
    static Optional<Snapshot> events(MirrorRow row, List<StoredEvent> events) {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        StoredEvent newest = events.get(events.size() - 1);
        Optional<Instant> created = Optional.of(newest.created());
        if (row.deleted() || events.stream().anyMatch(StoredEvent::deletesItsObject)) {
            return Optional.of(new Snapshot(row.key(), JsonValue.EMPTY_JSON_OBJECT, true, Optional.empty(), created));
        }
        boolean stale = row.appliedCreated().filter(newest.created()::isBefore).isPresent();
        if (stale || Rereading.of(row.key().type()) == Rereading.NOT_AT_ALL) {
            return Optional.empty();
        }
        return newest.payload().map(raw -> new Snapshot(row.key(), raw, false, Optional.empty(), created));
    }

    /**
     * Whether the newest event's body is certainly the newest state: a whole second later than every other event and
     * than Stripe's last answer (Stripe's {@code created} has one-second ticks), with no list in it cut short.
     */
    private static boolean newestIsProven(MirrorRow row, List<StoredEvent> events) {
        StoredEvent newest = events.get(events.size() - 1);
        Instant before = newest.created().minusSeconds(1);
        boolean laterThanOthers = events.stream()
                .limit(events.size() - 1L)
                .noneMatch(event -> event.created().isAfter(before));
        return laterThanOthers
                && row.appliedCreated().filter(before::isBefore).isEmpty()
                && row.answeredAt().filter(before::isBefore).isEmpty()
                && newest.payload().filter(raw -> !holdsCutList(raw)).isPresent();
    }

    private static boolean holdsCutList(JsonValue value) {
        if (value instanceof JsonObject object) {
            return Json.isTrue(object, "has_more") || object.values().stream().anyMatch(Source::holdsCutList);
        }
        return value.getValueType() == JsonValue.ValueType.ARRAY
                && value.asJsonArray().stream().anyMatch(Source::holdsCutList);
    }
}
