package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Shows the first invoice that something would lead to, by really doing it and then undoing it all.
 *
 * <p>So a preview cannot differ from what the same request invoices later. The undoing is the unit of work's: the
 * answer leaves it as {@link Over}, and what is thrown leaves nothing behind.
 */
public final class Rehearsal {

    private static final int MOST_STEPS = 100;

    private final Billing billing;
    private final World world;

    public Rehearsal(Billing billing, List<String> expand) {
        this.billing = billing;
        this.world = billing.world();
        billing.invoicing().whenDrafted(invoice -> {
            throw new Over(shown(invoice, expand));
        });
    }

    /** Lets the subscription's time pass until it makes an invoice; returns only when it makes none. */
    public void untilNextInvoice(Doc subscription) {
        String clock = world.clockOf(subscription);
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<Long> due = subscription.findNumber("_due");
            if (due.isEmpty()) {
                break;
            }
            world.stepTo(clock, due.get());
            billing.time().due(subscription);
        }
        world.settle(clock);
    }

    private Doc shown(Doc invoice, List<String> expand) {
        String id = "upcoming_in_" + world.random();
        Doc shown = world.render(invoice.set("billing_reason", "upcoming"), expand)
                .set("id", id)
                .set("automatically_finalizes_at", null);
        shown.child("lines").set("url", Kind.INVOICE.url() + "/" + id + "/lines");
        shown.children("lines")
                .forEach(line -> line.set("id", "il_tmp_" + world.random()).set("invoice", id));
        return shown;
    }

    /** The end of a rehearsal, with what it showed. */
    public static final class Over extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Doc shown;

        Over(Doc shown) {
            super("rehearsed", null, false, false);
            this.shown = shown;
        }

        public Doc shown() {
            return shown;
        }
    }
}
