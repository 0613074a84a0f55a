package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes that wait for their invoice to be paid. One is applied when that happens, and dropped when the invoice is
 * void or nobody paid it within 23 hours, or by the end of the trial or of the first period to end.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: Pending updates</a>
 */
final class PendingUpdates {

    private static final String NAME = "_pending_update";

    private static final long PATIENCE = 23 * 3600;

    private final Billing billing;
    private final World world;

    PendingUpdates(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** Takes the change back until the invoice is paid. */
    void postpone(Doc subscription, Doc invoice, Snapshot before, Snapshot after) {
        before.restore(world, subscription);
        long expiry = Math.min(
                world.now(subscription) + PATIENCE,
                subscription.is("status", "paused")
                        ? Long.MAX_VALUE
                        : billing.subscriptions().periodEnd(subscription));
        Doc state = after.state().set("invoice", invoice.text("id")).set("expires_at", expiry);
        subscription.set(NAME, state).set("pending_update", shown(before.state(), state));
        world.save(invoice.set("auto_advance", false)
                .set("next_payment_attempt", null)
                .set("_due", null));
    }

    boolean waitsFor(Doc subscription, Doc invoice) {
        return subscription
                .findText(NAME, "invoice")
                .filter(invoice.text("id")::equals)
                .isPresent();
    }

    long expiry(Doc subscription) {
        return subscription.findNumber(NAME, "expires_at").orElse(Long.MAX_VALUE);
    }

    void apply(Doc subscription) {
        Snapshot after = Snapshot.stored(subscription.child(NAME));
        boolean resumes = subscription.is("status", "paused");
        world.change(subscription, "customer.subscription.updated", s -> {
            after.restore(world, s);
            forget(s);
            billing.time().schedule(s);
        });
        world.events().happened("customer.subscription.pending_update_applied", subscription);
        if (resumes) {
            world.events().happened("customer.subscription.resumed", subscription);
        }
    }

    /** Drops what waits, with its invoice. */
    void expire(Doc subscription) {
        Doc invoice = world.get(Kind.INVOICE, subscription.text(NAME, "invoice"));
        drop(subscription);
        world.events().happened("customer.subscription.pending_update_expired", subscription);
        if (invoice.is("status", "open")) {
            billing.invoicing().voidIt(invoice);
        }
    }

    /** A new change takes the place of one that still waits. */
    void replace(Doc subscription) {
        if (subscription.hasValue(NAME)) {
            Doc invoice = world.get(Kind.INVOICE, subscription.text(NAME, "invoice"));
            forget(subscription);
            billing.invoicing().voidIt(invoice);
        }
    }

    void drop(Doc subscription) {
        world.change(subscription, "customer.subscription.updated", s -> {
            forget(s);
            billing.time().schedule(s);
        });
    }

    private static void forget(Doc subscription) {
        subscription.remove(NAME).set("pending_update", null);
    }

    /** Stripe shows what would change and leaves the rest empty. */
    private Doc shown(Doc before, Doc after) {
        Doc was = before.child("fields");
        Doc is = after.child("fields");
        boolean sameItems = Objects.equals(before.get("items"), after.get("items"));
        List<Object> items = new ArrayList<>();
        after.children("items").forEach(item -> items.add(world.render(item)));
        return world.blank("pending_update")
                .set("billing_cycle_anchor", ifChanged(was, is, "billing_cycle_anchor"))
                .set("discounts", ifChanged(was, is, "discounts"))
                .set("expires_at", after.get("expires_at"))
                .set("metadata", ifChanged(was, is, "metadata"))
                .set("subscription_items", sameItems ? null : items)
                .set("trial_end", ifChanged(was, is, "trial_end"));
    }

    private static @Nullable Object ifChanged(Doc was, Doc is, String name) {
        return Objects.equals(was.get(name), is.get(name)) ? null : is.get(name);
    }
}
