package dev.accrue.billing.operation;

import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Brings one object of the mirror up to date because somebody is about to rely on it. */
@Dependent
public class Refresh {

    private final Database database;
    private final Mirror mirror;
    private final Processor processor;

    @Inject
    public Refresh(Database database, Mirror mirror, Processor processor) {
        this.database = database;
        this.mirror = mirror;
        this.processor = processor;
    }

    /**
     * Fetches the object, writes it unless somebody else wrote it meanwhile (then a worker looks again), and gives what
     * Stripe answered.
     *
     * @throws dev.accrue.billing.processor.ProcessorException when Stripe did not give it
     */
    public JsonObject now(ObjectKey key) {
        long noted = database.inTransaction(
                tx -> mirror.find(tx, key).map(MirrorRow::revision).orElse(0L));
        Answer answer =
                processor.fetch(Fetch.of(key.account(), key.type(), key.id()).forCaller());
        database.doInTransaction(tx -> {
            MirrorRow row = mirror.lock(tx, key);
            if (row.revision() == noted) {
                mirror.write(
                        tx, Map.of(key, row), List.of(Snapshot.answered(key, answer.object(), answer.answeredAt())));
            } else {
                mirror.markDirty(tx, key);
            }
        });
        return answer.object();
    }

    /**
     * As {@link #now}, for somebody who is about to change the object and has sent nothing yet: without an answer
     * nothing happens, and the same wish may be repeated.
     *
     * @throws RequestRefusedException when Stripe did not give it
     */
    public JsonObject beforeChange(ObjectKey key) {
        try {
            return now(key);
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }
}
