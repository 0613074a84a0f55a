package dev.accrue.billing.webhook;

import dev.accrue.billing.database.Tx;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The one path by which events take effect, at first delivery, retry and replay: in one transaction the mirror and its
 * extracts, one fact per event, one delivery per event and handler, and exactly these inbox rows concluded.
 */
@Dependent
public class Applying {

    /** Why an event changed nothing: its object was deleted before, and nothing comes after that. */
    static final String AFTER_DELETION = "object_deleted";

    private final Mirror mirror;
    private final Ledger ledger;
    private final Deliveries deliveries;
    private final Inbox inbox;

    @Inject
    public Applying(Mirror mirror, Ledger ledger, Deliveries deliveries, Inbox inbox) {
        this.mirror = mirror;
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.inbox = inbox;
    }

    private static List<StoredEvent> events(Collection<Covered> work, Predicate<Covered> which) {
        return work.stream()
                .filter(which)
                .flatMap(covered -> covered.events().stream())
                .toList();
    }

    /** Their events leave no state behind, and yet must not be worked on twice at a time. */
    private static List<MirrorRow> withoutSnapshot(Collection<Covered> work) {
        return work.stream()
                .filter(covered -> covered.snapshot().isEmpty())
                .map(Covered::row)
                .toList();
    }

    /** Applies to objects whose rows this transaction has locked; gives the deliveries to run after its commit. */
    List<Delivery> apply(Tx tx, Collection<Covered> work) throws SQLException {
        Map<ObjectKey, MirrorRow> rows =
                work.stream().map(Covered::row).collect(Collectors.toMap(MirrorRow::key, Function.identity()));
        List<Snapshot> snapshots =
                work.stream().map(Covered::snapshot).flatMap(Optional::stream).toList();
        List<StoredEvent> events =
                work.stream().flatMap(covered -> covered.events().stream()).toList();
        Set<ObjectKey> forgotten = mirror.forgotten(tx, work.stream().flatMap(Covered::customers));
        mirror.write(tx, rows, snapshots, forgotten);
        mirror.make(tx, withoutSnapshot(work));
        for (Covered covered : work) {
            if (covered.row().dirty() && covered.snapshot().isEmpty()) {
                mirror.markClean(tx, covered.row().key());
            }
        }
        ledger.append(tx, events.stream().map(EventFacts::of).toList());
        inbox.conclude(tx, events);
        inbox.explain(tx, events(work, Covered::comesAfterDeletion), AFTER_DELETION);
        ErasedBodies.erase(tx, events(work, covered -> covered.customers().anyMatch(forgotten::contains)));
        deliveries.again(
                tx,
                events.stream().filter(event -> event.redelivery().isPresent()).toList());
        return deliveries.create(tx, events);
    }
}
