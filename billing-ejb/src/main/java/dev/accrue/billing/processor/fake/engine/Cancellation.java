package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.Cut;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;
import java.util.Map;

/**
 * The end of a subscription with what is still to be settled: a credit for the time that was paid and is not used, and
 * a last invoice over all that waits for one.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/cancel">Stripe: Cancel a subscription</a>
 */
public final class Cancellation {

    private final Billing billing;
    private final World world;

    Cancellation(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    public void cancel(Doc subscription, boolean prorate, boolean invoiceNow) {
        if (prorate && subscription.is("status", "active", "past_due", "unpaid")) {
            Prorations prorations = new Prorations(billing);
            long now = world.now(subscription);
            List<Doc> items = billing.subscriptions().items(subscription);
            Map<String, List<Cut>> cuts = billing.discounts().lastUsed(subscription, items);
            for (Doc item : items) {
                Coverage was = Coverage.of(world, subscription, item).with(cuts.get(item.text("id")));
                prorations.credits(subscription, was, item, now);
            }
        }
        billing.subscriptions().cancel(subscription, "cancellation_requested");
        if (invoiceNow) {
            lastInvoice(subscription);
        }
    }

    /** Prorations that still wait when a planned end comes are collected then. */
    void lastInvoice(Doc subscription) {
        List<LineDraft> lines =
                billing.pendingItems().lines(billing.pendingItems().of(subscription));
        if (lines.isEmpty()) {
            return;
        }
        long now = world.now(subscription);
        Doc invoice = billing.invoicing().draft(subscription, "subscription_update", lines, now, now);
        world.save(subscription);
        if (!billing.pausing().holds(subscription, invoice)
                && invoice.is("collection_method", "charge_automatically")) {
            billing.invoicing().finalise(invoice);
            if (invoice.is("status", "open")) {
                billing.collecting().charge(invoice);
            }
        }
    }
}
