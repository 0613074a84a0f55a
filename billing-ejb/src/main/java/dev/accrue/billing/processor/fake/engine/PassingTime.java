package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;
import java.util.Objects;

/**
 * Lets time pass on one clock: whatever falls due happens at its own moment, one after the other, and what it causes
 * later in the same stretch happens too.
 */
public final class PassingTime {

    private final Billing billing;
    private final World world;

    public PassingTime(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** Goes to this moment, but stops after so many things have happened; answers whether it arrived. */
    public boolean pass(String clock, long until, int atMost) {
        for (int happened = 0; happened < atMost; happened++) {
            List<Doc> due = world.due(clock, until, 1);
            if (due.isEmpty()) {
                world.settle(clock);
                return true;
            }
            happen(clock, due.get(0));
        }
        world.settle(clock);
        return false;
    }

    private void happen(String clock, Doc doc) {
        Object dueAt = doc.get("_due");
        world.stepTo(clock, doc.number("_due"));
        switch (doc.text("object")) {
            case "subscription" -> billing.time().due(doc);
            case "subscription_schedule" -> billing.schedules().start(doc);
            case "invoice" -> invoice(doc);
            default -> throw new IllegalStateException("time does nothing to " + doc.text("object"));
        }
        if (Objects.equals(dueAt, doc.get("_due"))) {
            throw new IllegalStateException("time stands still at " + doc.text("object") + " " + doc.text("id"));
        }
    }

    private void invoice(Doc invoice) {
        if (!invoice.is("status", "draft")) {
            billing.collecting().due(invoice);
            return;
        }
        billing.invoicing().finalise(invoice);
        if (invoice.is("status", "open") && invoice.is("collection_method", "charge_automatically")) {
            billing.collecting().charge(invoice);
        }
    }
}
