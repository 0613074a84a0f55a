package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;
import java.util.Optional;

/**
 * A subscription as payments and people move it: the first payment activates it, a failed renewal makes it past due,
 * the last retry or somebody's wish cancels it. What time does to it is told by {@link SubscriptionTime}.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview">Stripe: How subscriptions work</a>
 */
public final class Subscriptions {

    private final Billing billing;
    private final World world;

    Subscriptions(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    public List<Doc> items(Doc subscription) {
        return world.childrenOf(subscription, Kind.SUBSCRIPTION_ITEM);
    }

    /** The end of the period that ends first. */
    public long periodEnd(Doc subscription) {
        return items(subscription).stream()
                .mapToLong(item -> item.number("current_period_end"))
                .min()
                .orElseThrow();
    }

    /** Ends the subscription now. */
    public void cancel(Doc subscription, String reason) {
        long now = world.now(subscription);
        boolean neverStarted = subscription.is("status", "incomplete");
        if (!subscription.hasValue("canceled_at")) {
            subscription.set("canceled_at", now);
        }
        subscription
                .set("status", neverStarted ? "incomplete_expired" : "canceled") // for incomplete: unverified
                .set("ended_at", now)
                .set("_due", null)
                .child("cancellation_details")
                .set("reason", reason);
        world.save(subscription);
        world.events().happened("customer.subscription.deleted", subscription);
        billing.schedules().ended(subscription);
        stopCollecting(subscription, neverStarted);
    }

    /** An invoice of the subscription was paid. */
    void paid(Doc invoice) {
        of(invoice).ifPresent(subscription -> {
            if (billing.pendingUpdates().waitsFor(subscription, invoice)) {
                billing.pendingUpdates().apply(subscription);
            }
            boolean isLatest = subscription.is("latest_invoice", invoice.text("id"));
            if (isLatest
                    && subscription.is("status", "incomplete", "past_due", "unpaid")
                    && !isSettling(subscription)) {
                become(subscription, "active");
            }
        });
    }

    /** An invoice of the subscription could not be paid, for the last time or not. */
    void unpaid(Doc invoice, boolean givenUp) {
        of(invoice).ifPresent(subscription -> {
            if (billing.pendingUpdates().waitsFor(subscription, invoice)) {
                return;
            }
            if (givenUp && subscription.is("status", "active", "past_due")) {
                giveUp(subscription);
            } else if (subscription.is("status", "active") && !isSettling(subscription)) {
                become(subscription, "past_due");
            }
        });
    }

    /** The last retry has failed. */
    private void giveUp(Doc subscription) {
        String outcome = billing.settings().read().text("after_retries");
        if (outcome.equals("cancel")) {
            cancel(subscription, "payment_failed");
        } else {
            become(subscription, outcome);
        }
    }

    /** An invoice of the subscription is void. */
    void voided(Doc invoice) {
        of(invoice)
                .filter(subscription -> billing.pendingUpdates().waitsFor(subscription, invoice))
                .ifPresent(billing.pendingUpdates()::drop);
    }

    void rememberPayer(Doc invoice, Doc intent) {
        of(invoice)
                .filter(subscription ->
                        subscription.child("payment_settings").is("save_default_payment_method", "on_subscription"))
                .filter(subscription -> !subscription.is("default_payment_method", intent.text("payment_method")))
                .ifPresent(subscription -> world.change(
                        subscription,
                        "customer.subscription.updated",
                        s -> s.set("default_payment_method", intent.text("payment_method"))));
    }

    /** The first payment did not come in time. */
    void expire(Doc subscription) {
        world.change(
                subscription,
                "customer.subscription.updated",
                s -> s.set("status", "incomplete_expired")
                        .set("ended_at", world.now(s))
                        .set("_due", null));
        stopCollecting(subscription, true);
    }

    /** Invoices of an ended subscription are not tried again; the first invoice of one that never started is void. */
    private void stopCollecting(Doc subscription, boolean neverStarted) {
        List<Doc> open = world.stream(Query.of(Kind.INVOICE).parent(subscription.text("id")))
                .filter(invoice -> invoice.is("status", "open", "draft"))
                .toList();
        for (Doc invoice : open) {
            if (neverStarted && invoice.is("status", "open")) {
                billing.invoicing().voidIt(invoice);
            } else {
                world.change(
                        invoice,
                        "invoice.updated",
                        i -> i.set("auto_advance", false)
                                .set("next_payment_attempt", null)
                                .set("automatically_finalizes_at", null)
                                .set("_due", null));
            }
        }
    }

    void become(Doc subscription, String status) {
        world.change(subscription, "customer.subscription.updated", s -> {
            s.set("status", status);
            billing.time().schedule(s);
        });
    }

    Optional<Doc> of(Doc invoice) {
        return invoice.findText("parent", "subscription_details", "subscription")
                .map(id -> world.get(Kind.SUBSCRIPTION, id));
    }

    /** While it starts or changes, its state is settled by whoever does that, in one piece. */
    private static boolean isSettling(Doc subscription) {
        return subscription.isTrue("_settling");
    }
}
