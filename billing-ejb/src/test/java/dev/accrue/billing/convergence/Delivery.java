package dev.accrue.billing.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.harness.ExtractTables;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.webhook.Receipt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A module that hears a recorded story again and again, each time from nothing and in another way. */
final class Delivery implements AutoCloseable {

    /** Instead of an event: whatever has arrived is worked off. */
    static final int WORK = -1;

    private final RecordedStripe stripe;
    private final TestBilling billing;
    private final ExtractTables tables;

    Delivery(TestDatabase database, String refetch, RecordedStripe stripe) {
        this.stripe = stripe;
        this.billing = TestBilling.on(database)
                .with("billing.webhooks.refetch", refetch)
                .wire(simulator -> stripe)
                .start();
        this.tables = billing.extracts();
    }

    /** What is left of a story that was heard in the order in which it happened, worked off step by step. */
    List<String> inOrder() {
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < stripe.events().size(); i++) {
            steps.add(i);
            steps.add(WORK);
        }
        return hear(steps);
    }

    /**
     * What is left of a story that was heard like this: the mirror's rows and all extracts. Every event that arrived
     * became one fact, however often it arrived.
     */
    List<String> hear(List<Integer> steps) {
        forget();
        long factsBefore = billing.count("ledger_facts", "cause_type = 'EVENT'");
        Set<Integer> heard = new HashSet<>();
        for (int step : steps) {
            if (step == WORK) {
                billing.drain();
            } else {
                Receipt receipt = billing.hand("stripe", stripe.send(step));
                assertThat(receipt).isEqualTo(heard.add(step) ? Receipt.ACCEPTED : Receipt.DUPLICATE);
            }
        }
        Remains.finish(billing);
        assertThat(billing.count("ledger_facts", "cause_type = 'EVENT'") - factsBefore)
                .isEqualTo(heard.size());
        assertThat(billing.count("webhook_events", "state <> 'PROCESSED'")).isZero();
        return Remains.rows(billing);
    }

    private void forget() {
        stripe.startOver();
        tables.names().forEach(tables::wipe);
        billing.database().doInTransaction(tx -> {
            tx.update("delete from #stripe_objects");
            tx.update("delete from #webhook_events");
        });
    }

    @Override
    public void close() {
        billing.close();
    }
}
