package dev.accrue.billing.webhook;

import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * A locked object, its new state if there is one, and exactly those inbox rows that this state covers. Coverage is by
 * row and never by time: a row that commits a moment later belongs to the next state.
 */
record Covered(MirrorRow row, Optional<Snapshot> snapshot, List<StoredEvent> events) {}
