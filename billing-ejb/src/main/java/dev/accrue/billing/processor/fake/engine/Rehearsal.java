package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private final List<String> expand;
    private @Nullable Long prorationDate;

    public Rehearsal(Billing billing, List<String> expand) {
        this.billing = billing;
        this.world = billing.world();
        this.expand = expand;
    }

    /** The next draft is what is shown, and ends it. */
    public void begin() {
        billing.invoicing().whenDrafted(invoice -> {
            throw new Over(shown(invoice));
        });
    }

    /** The subscription of a schedule that has not begun, as it begins. */
    public Doc begun(Doc schedule) {
        if (schedule.is("status", "not_started")) {
            world.stepTo(world.clockOf(schedule), schedule.number("_due"));
            billing.schedules().start(schedule);
        }
        return billing.schedules().subscriptionOf(schedule).orElseThrow();
    }

    /** Says from which moment on the change that is rehearsed is prorated. */
    public void proratesFrom(long moment) {
        prorationDate = moment;
    }

    /**
     * Shows what comes again and again: every item for a whole period, and nothing that happens once.
     *
     * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: Create a preview invoice,
     *     preview_mode</a>
     */
    public void recurring(Doc subscription) {
        subscription.set("cancel_at", null).set("cancel_at_period_end", false);
        List<LineDraft> lines = new ArrayList<>();
        for (Doc item : billing.subscriptions().items(subscription)) {
            billing.time().nextPeriod(subscription, item);
            lines.add(billing.time().line(item));
        }
        long from = lines.get(0).from();
        billing.invoicing().draft(subscription, "subscription_cycle", lines, from, from);
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

    private Doc shown(Doc invoice) {
        String id = "upcoming_in_" + world.random();
        Doc shown = world.render(invoice.set("billing_reason", "upcoming"), expand)
                .set("id", id)
                .set("automatically_finalizes_at", null);
        Long from = prorationDate;
        boolean prorated = shown.children("lines").stream()
                .anyMatch(line -> line.isTrue("parent", "subscription_item_details", "proration"));
        if (from != null && prorated) {
            shown.child("parent", "subscription_details").set("subscription_proration_date", from);
        }
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
