package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The life of a subscription after its start.
 *
 * <p>Time moves it: an unpaid first invoice expires it after 23 hours, a trial ends, periods end and renew, a planned
 * cancellation happens. Payments move it: the first one activates it, a failed renewal makes it past due, the last
 * retry cancels it. Each item has its own period, counted from the subscription's billing cycle anchor.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview">Stripe: How subscriptions work</a>
 */
public final class Subscriptions {

    private static final long FIRST_PAYMENT_SECONDS = 23 * 3600;

    private static final long TRIAL_NOTICE_SECONDS = 3 * 86_400;

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
        stopCollecting(subscription, neverStarted);
    }

    /** Writes down when time will change the subscription next. */
    public void schedule(Doc subscription) {
        LongStream moments = switch (subscription.text("status")) {
            case "incomplete" -> LongStream.of(subscription.number("created") + FIRST_PAYMENT_SECONDS);
            case "trialing" -> LongStream.of(periodEnd(subscription), trialNotice(subscription), planned(subscription));
            case "active", "past_due", "unpaid" -> LongStream.of(periodEnd(subscription), planned(subscription));
            default -> LongStream.empty();
        };
        moments.filter(moment -> moment < Long.MAX_VALUE)
                .min()
                .ifPresentOrElse(next -> subscription.set("_due", next), () -> subscription.set("_due", null));
    }

    void due(Doc subscription) {
        long now = world.now(subscription);
        if (subscription.is("status", "incomplete")) {
            expire(subscription);
        } else if (planned(subscription) <= now) {
            cancel(subscription, "cancellation_requested");
        } else if (trialNotice(subscription) <= now && subscription.is("status", "trialing")) {
            announceTrialEnd(subscription);
        } else {
            renew(subscription, now);
        }
    }

    /** An invoice of the subscription was paid. */
    void paid(Doc invoice) {
        of(invoice).ifPresent(subscription -> {
            boolean isLatest = subscription.is("latest_invoice", invoice.text("id"));
            if (isLatest
                    && subscription.is("status", "incomplete", "past_due", "unpaid")
                    && !isStarting(subscription)) {
                become(subscription, "active");
            }
        });
    }

    /** An invoice of the subscription could not be paid, for the last time or not. */
    void unpaid(Doc invoice, boolean givenUp) {
        of(invoice).ifPresent(subscription -> {
            if (givenUp && subscription.is("status", "active", "past_due")) {
                cancel(subscription, "payment_failed");
            } else if (subscription.is("status", "active") && !isStarting(subscription)) {
                become(subscription, "past_due");
            }
        });
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

    void announceTrialEnd(Doc subscription) {
        subscription.set("_trial_end_announced", true);
        schedule(subscription);
        world.save(subscription);
        world.events().happened("customer.subscription.trial_will_end", subscription);
    }

    LineDraft line(Doc item) {
        Doc price = world.get(Kind.PRICE, item.text("price"));
        Doc product = world.get(Kind.PRODUCT, price.text("product"));
        long quantity = item.number("quantity");
        return new LineDraft(
                item,
                price,
                InvoiceLine.description(quantity, product, price),
                Math.multiplyExact(price.number("unit_amount"), quantity),
                quantity,
                item.number("current_period_start"),
                item.number("current_period_end"));
    }

    private void renew(Doc subscription, long now) {
        boolean trialEnds = subscription.is("status", "trialing");
        if (trialEnds && endsWithoutPayer(subscription)) {
            return;
        }
        Doc before = world.render(subscription);
        List<Doc> ended = items(subscription).stream()
                .filter(item -> item.number("current_period_end") <= now)
                .toList();
        long from = ended.get(0).number("current_period_start");
        ended.forEach(item -> nextPeriod(subscription, item));
        if (trialEnds) {
            subscription.set("status", "active");
        }
        List<LineDraft> lines = ended.stream().map(this::line).toList();
        Doc invoice = billing.invoicing().draft(subscription, "subscription_cycle", lines, from, now);
        if (subscription.is("status", "unpaid")) {
            world.save(invoice.set("auto_advance", false).set("_due", null));
        }
        rememberTerms(subscription, invoice);
        schedule(subscription);
        world.save(subscription);
        world.events().changed("customer.subscription.updated", subscription, before);
    }

    void rememberTerms(Doc subscription, Doc invoice) {
        subscription.findNumber("days_until_due").ifPresent(days -> world.save(invoice.set("_days_until_due", days)));
    }

    private void nextPeriod(Doc subscription, Doc item) {
        long start = item.number("current_period_end");
        Recurrence recurrence = Recurrence.of(world.get(Kind.PRICE, item.text("price")));
        item.set("current_period_start", start)
                .set("current_period_end", recurrence.endAfter(subscription.number("billing_cycle_anchor"), start));
        world.save(item);
    }

    /** A trial that ends without a payment method, when the subscription says that this ends or pauses it. */
    private boolean endsWithoutPayer(Doc subscription) {
        String behavior = subscription.text("trial_settings", "end_behavior", "missing_payment_method");
        boolean hasPayer = subscription.hasValue("default_payment_method")
                || world.get(Kind.CUSTOMER, subscription.text("customer"))
                        .hasValue("invoice_settings", "default_payment_method");
        if (hasPayer || behavior.equals("create_invoice")) {
            return false;
        }
        if (behavior.equals("cancel")) {
            cancel(subscription, "payment_failed"); // the reason is unverified
        } else {
            become(subscription, "paused");
            world.events().happened("customer.subscription.paused", subscription);
        }
        return true;
    }

    private void expire(Doc subscription) {
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

    private void become(Doc subscription, String status) {
        world.change(subscription, "customer.subscription.updated", s -> {
            s.set("status", status);
            schedule(s);
        });
    }

    private Optional<Doc> of(Doc invoice) {
        return invoice.findText("parent", "subscription_details", "subscription")
                .map(id -> world.get(Kind.SUBSCRIPTION, id));
    }

    /** While it starts, its state is settled by whoever starts it, in one piece. */
    private static boolean isStarting(Doc subscription) {
        return subscription.isTrue("_starting");
    }

    private static long planned(Doc subscription) {
        return subscription.findNumber("cancel_at").orElse(Long.MAX_VALUE);
    }

    private static long trialNotice(Doc subscription) {
        return subscription.isTrue("_trial_end_announced")
                ? Long.MAX_VALUE
                : subscription
                        .findNumber("trial_end")
                        .map(end -> end - TRIAL_NOTICE_SECONDS)
                        .orElse(Long.MAX_VALUE);
    }
}
