package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.webhook.Redelivery;
import dev.accrue.billing.webhook.Requeue;
import dev.accrue.billing.webhook.Requeued;
import dev.accrue.billing.webhook.WakeUp;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Replays of one thing: asked for, done and recorded in one transaction. */
@Dependent
class SingleReplays {

    private final Database database;
    private final ReplayStore store;
    private final Requeue requeue;
    private final ReplayFacts facts;
    private final WakeUp wakeUp;
    private final SystemClock clock;

    @Inject
    SingleReplays(
            Database database,
            ReplayStore store,
            Requeue requeue,
            ReplayFacts facts,
            WakeUp wakeUp,
            SystemClock clock) {
        this.database = database;
        this.store = store;
        this.requeue = requeue;
        this.facts = facts;
        this.wakeUp = wakeUp;
        this.clock = clock;
    }

    Replay event(UUID event, Redelivery redelivery, Instruction instruction) {
        ReplayRow row = ReplayRow.asked(
                ReplayKind.EVENT,
                ReplayState.DONE,
                Requests.of("event", event.toString(), redelivery),
                instruction,
                clock.now());
        return once(row, event, tx -> requeue.event(tx, event, redelivery));
    }

    Replay delivery(UUID delivery, Instruction instruction) {
        ReplayRow row = ReplayRow.asked(
                ReplayKind.DELIVERY,
                ReplayState.DONE,
                Requests.of("delivery", delivery.toString(), Redelivery.all()),
                instruction,
                clock.now());
        return once(row, delivery, tx -> requeue.delivery(tx, delivery));
    }

    /** Takes one thing back into work. */
    @FunctionalInterface
    private interface Taking {
        Requeued in(Tx tx) throws SQLException;
    }

    private Replay once(ReplayRow row, UUID what, Taking taking) {
        Replay replay = database.inTransaction(tx -> {
            Optional<ReplayRow> known = store.insert(tx, row, 1);
            if (known.isPresent()) {
                return known.get().replay();
            }
            Requeued requeued = taking.in(tx);
            requeued.obstacle().ifPresent(obstacle -> {
                throw new ReplayRefusedException(
                        row.replay().kind().name().toLowerCase(Locale.ROOT) + " " + what, obstacle);
            });
            facts.append(tx, List.of(facts.requeued(row, what, requeued)));
            return store.get(tx, row.id());
        });
        wakeUp.send();
        return replay;
    }
}
