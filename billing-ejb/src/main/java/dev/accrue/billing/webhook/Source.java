package dev.accrue.billing.webhook;

import dev.accrue.billing.config.Refetch;
import dev.accrue.billing.mirror.Applied;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.Snapshot;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the state of an object comes from when events name it.
 *
 * <p>An event's own body is how the object was when the event happened. It is taken only where nothing better exists,
 * or where it is provably the newest state there is; any doubt means asking Stripe.
 */
final class Source {

    private static final Comparator<StoredEvent> NEWEST_LAST = Comparator.comparing(StoredEvent::position);

    private Source() {}

    /** Whether the object has to be fetched. */
    static boolean isStripe(MirrorRow row, List<StoredEvent> events, Refetch refetch) {
        if (isGone(row, events)) {
            return false;
        }
        boolean doubt = row.dirty() || events.isEmpty() || refetch != Refetch.PAYLOAD || !newestIsProven(row, events);
        return switch (Rereading.of(row.key().type())) {
            case NOT_AT_ALL, FROM_EVENT -> false;
            case THROUGH_PARENT -> doubt && (haveNoBodies(events) || hasParent(row, events));
            case BY_LIST -> true;
            case BY_ID -> doubt;
        };
    }

    /** Whether nothing but the event's own body could tell the state. */
    static boolean needsBody(MirrorRow row, StoredEvent event) {
        boolean onlyEventsTell = switch (Rereading.of(row.key().type())) {
            case FROM_EVENT -> true;
            case THROUGH_PARENT -> !hasParent(row, List.of(event));
            case BY_ID, BY_LIST, NOT_AT_ALL -> false;
        };
        return onlyEventsTell && !isGone(row, List.of(event));
    }

    /** Then the mirror knows the parent, or else none was replayed. */
    private static boolean haveNoBodies(List<StoredEvent> events) {
        return events.stream().allMatch(event -> event.json().isEmpty());
    }

    private static boolean hasParent(MirrorRow row, List<StoredEvent> events) {
        return Rereader.parentNamedBy(row.key(), events).isPresent();
    }

    /** The state that the events themselves give; nothing when they give none that is newer than the row's. */
    static Optional<Snapshot> events(MirrorRow row, List<StoredEvent> events) {
        if (isGone(row, events)) {
            return Optional.of(tombstone(row, events));
        }
        return events.stream()
                .max(NEWEST_LAST)
                .filter(newest -> Rereading.of(row.key().type()) != Rereading.NOT_AT_ALL)
                .filter(newest -> row.applied()
                        .filter(known -> known.compareTo(newest.position()) > 0)
                        .isEmpty())
                .flatMap(newest -> newest.payload()
                        .map(raw ->
                                new Snapshot(row.key(), raw, false, Optional.empty(), Optional.of(newest.position()))));
    }

    /** The object as the event of its deletion shows it, so that it ends the same whatever was heard of it before. */
    private static Snapshot tombstone(MirrorRow row, List<StoredEvent> events) {
        JsonObject last = events.stream()
                .filter(StoredEvent::deletesItsObject)
                .max(NEWEST_LAST)
                .flatMap(StoredEvent::payload)
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
        Optional<Applied> newest = events.stream().map(StoredEvent::position).max(Comparator.naturalOrder());
        return new Snapshot(row.key(), last, true, Optional.empty(), newest);
    }

    /**
     * Whether the object was deleted, by what row and events say together. Where an id can be given again, the object
     * lives that gave a sign of life in a later second than the last deletion.
     */
    private static boolean isGone(MirrorRow row, List<StoredEvent> events) {
        Optional<Instant> known = latest(Stream.of(row.appliedCreated(), row.answeredAt()));
        Optional<Instant> death = latest(Stream.concat(
                Stream.of(known.or(() -> Optional.of(Instant.EPOCH)).filter(moment -> row.deleted())),
                events.stream().map(event -> Optional.of(event.created()).filter(at -> event.deletesItsObject()))));
        if (death.isEmpty() || Deletion.isFinal(row.key().type())) {
            return death.isPresent();
        }
        Optional<Instant> life = latest(Stream.concat(
                Stream.of(known.filter(moment -> !row.deleted())),
                events.stream().map(event -> Optional.of(event.created()).filter(at -> event.undoesDeletion()))));
        return life.filter(death.get()::isBefore).isEmpty();
    }

    private static Optional<Instant> latest(Stream<Optional<Instant>> moments) {
        return moments.flatMap(Optional::stream).max(Comparator.naturalOrder());
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
            return JsonValue.TRUE.equals(object.get("has_more")) || anyHoldsCutList(object.values());
        }
        return value instanceof JsonArray array && anyHoldsCutList(array);
    }

    private static boolean anyHoldsCutList(Iterable<JsonValue> values) {
        for (JsonValue value : values) {
            if (holdsCutList(value)) {
                return true;
            }
        }
        return false;
    }
}
