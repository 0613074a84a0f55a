package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.World;

/**
 * Invoices of a subscription whose collection is paused: they come to be as always, and nobody asks for the money.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pause-payment">Stripe: Pause payment collection</a>
 */
final class Pausing {

    private final Billing billing;
    private final World world;

    Pausing(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** Deals with a new draft as the pause wants it; false when there is no pause. */
    boolean holds(Doc subscription, Doc invoice) {
        String behavior = subscription.findText("pause_collection", "behavior").orElse("");
        switch (behavior) {
            case "keep_as_draft" ->
                world.save(invoice.set("auto_advance", false)
                        .set("automatically_finalizes_at", null)
                        .set("_due", null));
            case "void", "mark_uncollectible" -> giveUp(invoice, behavior);
            default -> {}
        }
        return !behavior.isEmpty();
    }

    /** When collection goes on by itself. */
    static long resumption(Doc subscription) {
        return subscription.findNumber("pause_collection", "resumes_at").orElse(Long.MAX_VALUE);
    }

    void resume(Doc subscription) {
        world.change(subscription, "customer.subscription.updated", s -> {
            s.set("pause_collection", null);
            billing.time().schedule(s);
        });
    }

    /** An invoice that the customer's credit pays in full is paid all the same. */
    private void giveUp(Doc invoice, String behavior) {
        billing.invoicing().finalise(invoice);
        if (invoice.is("status", "open") && behavior.equals("void")) {
            billing.invoicing().voidIt(invoice);
        } else if (invoice.is("status", "open")) {
            billing.invoicing().markUncollectible(invoice);
        }
    }
}
