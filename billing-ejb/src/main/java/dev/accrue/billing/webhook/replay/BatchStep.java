package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Requeue;
import dev.accrue.billing.webhook.Requeued;
import dev.accrue.billing.webhook.WakeUp;
import dev.accrue.billing.webhook.replay.Selection.Candidate;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One batch of a replay of many: what it takes back into work, the facts and the progress are one transaction, so a
 * crash leaves no batch half done and none is done twice.
 */
@Dependent
class BatchStep {

    static final int BATCH = 100;

    /** Between two batches of one replay, so that workers keep up. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final ReplayStore store;
    private final Requeue requeue;
    private final ReplayFacts facts;
    private final WakeUp wakeUp;
    private final SystemClock clock;

    @Inject
    BatchStep(
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

    void run(ReplayRow row) {
        database.doInTransaction(tx -> {
            if (store.isStillOurs(tx, row)) {
                take(tx, row, candidates(tx, row));
            }
        });
        wakeUp.send();
    }

    private List<Candidate> candidates(Tx tx, ReplayRow row) throws SQLException {
        Optional<UUID> above = row.position().map(UUID::fromString);
        return row.replay().kind() == ReplayKind.EVENTS
                ? Selection.EVENTS.oldest(
                        tx,
                        Requests.filter(row.request(), EventState.class),
                        above,
                        row.replay().startedAt(),
                        BATCH)
                : Selection.DELIVERIES.oldest(
                        tx,
                        Requests.filter(row.request(), DeliveryState.class),
                        above,
                        row.replay().startedAt(),
                        BATCH);
    }

    private void take(Tx tx, ReplayRow row, List<Candidate> candidates) throws SQLException {
        List<Fact> taken = new ArrayList<>();
        for (Candidate candidate :
                candidates.stream().sorted(Candidate.LOCKING_ORDER).toList()) {
            Requeued requeued = row.replay().kind() == ReplayKind.EVENTS
                    ? requeue.event(tx, candidate.id(), Requests.redelivery(row.request()))
                    : requeue.delivery(tx, candidate.id());
            if (requeued.isDone()) {
                taken.add(facts.requeued(row, candidate.id(), requeued));
            }
        }
        facts.append(tx, taken);
        if (!candidates.isEmpty()) {
            String position = candidates.get(candidates.size() - 1).id().toString();
            store.advance(
                    tx,
                    row,
                    position,
                    candidates.size(),
                    taken.size(),
                    clock.now().plus(PAUSE));
        }
        if (candidates.size() < BATCH) {
            facts.ended(tx, row, store.become(tx, row, ReplayState.DONE, ""), "finished");
        }
    }
}
