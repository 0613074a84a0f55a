package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Optional;

/**
 * A change of a running subscription: what it does to the items and their periods, which prorations and which invoice
 * come of it, and, when money is due at once, what the payment's outcome does to the change.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/change-price">Stripe: Change the price of existing
 *     subscriptions</a>
 */
public final class SubscriptionUpdate {

    private final Billing billing;
    private final World world;

    SubscriptionUpdate(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    public void apply(Doc subscription, Change change) {
        boolean wasPaused = subscription.is("status", "paused");
        Doc shownBefore = world.render(subscription);
        if (change.behavior() == PaymentBehavior.PENDING_IF_INCOMPLETE) {
            billing.pendingUpdates().replace(subscription);
        }
        Snapshot before = Snapshot.of(subscription, billing.subscriptions().items(subscription));
        subscription.set("_settling", true);
        Transition transition = new Transition(billing, subscription, change);
        Optional<Doc> invoice = transition.make();
        Snapshot after = Snapshot.of(subscription, transition.items());
        boolean applied = invoice.isEmpty() || settle(subscription, invoice.get(), change.behavior());
        if (applied) {
            transition.finish();
        } else {
            billing.pendingUpdates().postpone(subscription, invoice.orElseThrow(), before, after);
        }
        subscription.remove("_settling");
        billing.time().schedule(subscription);
        world.save(subscription);
        world.events().changed("customer.subscription.updated", subscription, shownBefore);
        billing.schedules().follow(subscription);
        if (wasPaused && applied && change.resumes()) {
            world.events().happened("customer.subscription.resumed", subscription);
        }
    }

    /** Asks for the money; false when the change has to wait for it. */
    private boolean settle(Doc subscription, Doc invoice, PaymentBehavior behavior) {
        if (billing.pausing().holds(subscription, invoice)) {
            return true;
        }
        if (subscription.is("collection_method", "send_invoice")) {
            billing.time().rememberTerms(subscription, invoice);
            return true;
        }
        billing.invoicing().finalise(invoice);
        if (isPaid(subscription, invoice, behavior)) {
            if (subscription.is("status", "past_due", "unpaid")) {
                subscription.set("status", "active");
            }
            return true;
        }
        if (behavior == PaymentBehavior.PENDING_IF_INCOMPLETE) {
            return false;
        }
        subscription.set("status", "past_due");
        return true;
    }

    private boolean isPaid(Doc subscription, Doc invoice, PaymentBehavior behavior) {
        if (invoice.is("status", "paid")) {
            return true;
        }
        if (behavior == PaymentBehavior.DEFAULT_INCOMPLETE) {
            billing.start().awaitConfirmation(subscription, invoice);
            return false;
        }
        Outcome outcome = billing.collecting().charge(invoice);
        if (behavior == PaymentBehavior.ERROR_IF_INCOMPLETE && !outcome.isPaid()) {
            Doc error = outcome.error();
            throw StripeError.declined(error == null ? Decline.SUBSCRIPTION_NEEDS_CUSTOMER.error() : error)
                    .leavingNothing();
        }
        return outcome.isPaid();
    }
}
