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
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one path by which events take effect, at first delivery, retry and replay: in one transaction the mirror and its
 * extracts, one fact per event, one delivery per event and handler, and exactly these inbox rows concluded.
 */
@Dependent
public class Applying {

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

    /** Applies to objects whose rows this transaction has locked; gives the deliveries to run after its commit. */
    List<Delivery> apply(Tx tx, Collection<Covered> work) throws SQLException {
        Map<ObjectKey, MirrorRow> rows =
                work.stream().map(Covered::row).collect(Collectors.toMap(MirrorRow::key, Function.identity()));
        List<Snapshot> snapshots =
                work.stream().map(Covered::snapshot).flatMap(Optional::stream).toList();
        List<StoredEvent> events =
                work.stream().flatMap(covered -> covered.events().stream()).toList();
        mirror.write(tx, rows, snapshots);
        for (Covered covered : work) {
            if (covered.row().dirty() && covered.snapshot().isEmpty()) {
                mirror.markClean(tx, covered.row().key());
            }
        }
        ledger.append(tx, events.stream().map(EventFacts::of).toList());
        inbox.conclude(tx, events);
        deliveries.again(
                tx,
                events.stream().filter(event -> event.redelivery().isPresent()).toList());
        return deliveries.create(tx, events);
    }
}
