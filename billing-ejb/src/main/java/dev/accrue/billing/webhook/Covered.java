package dev.accrue.billing.webhook;

import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A locked object, its new state if there is one, and exactly those inbox rows that this state covers. Coverage is by
 * row and never by time: a row that commits a moment later belongs to the next state.
 */
record Covered(MirrorRow row, Optional<Snapshot> snapshot, List<StoredEvent> events) {

    /** Whether the object was deleted before, so that these events change nothing any more. */
    boolean comesAfterDeletion() {
        return row.deleted()
                && snapshot.map(Snapshot::deleted).orElse(true)
                && events.stream().noneMatch(StoredEvent::deletesItsObject);
    }

    /** The customers whom the object or one of its events names. */
    Stream<ObjectKey> customers() {
        return Stream.concat(
                snapshot.stream().flatMap(Snapshot::customerKeys),
                events.stream().flatMap(StoredEvent::customers));
    }
}
