package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What time does to a subscription: an unpaid first invoice expires it after 23 hours, a trial is announced to end and
 * ends, periods end and renew, a planned cancellation happens. Each item has its own period, counted from the
 * subscription's billing cycle anchor.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle">Stripe: Billing cycle</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/trials">Stripe: Trials</a>
 */
public final class SubscriptionTime {

    private static final long FIRST_PAYMENT_SECONDS = 23 * 3600;

    private static final long TRIAL_NOTICE_SECONDS = 3 * 86_400;

    private final Billing billing;
    private final World world;

    SubscriptionTime(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** Writes down when time will change the subscription next. */
    public void schedule(Doc subscription) {
        LongStream moments = switch (subscription.text("status")) {
            case "incomplete" -> LongStream.of(subscription.number("created") + FIRST_PAYMENT_SECONDS);
            case "trialing" ->
                LongStream.of(
                        billing.subscriptions().periodEnd(subscription),
                        trialNotice(subscription),
                        planned(subscription),
                        billing.schedules().due(subscription),
                        billing.pendingUpdates().expiry(subscription));
            case "active", "past_due", "unpaid" ->
                LongStream.of(
                        billing.subscriptions().periodEnd(subscription),
                        planned(subscription),
                        billing.schedules().due(subscription),
                        billing.pendingUpdates().expiry(subscription),
                        Pausing.resumption(subscription));
            case "paused" -> LongStream.of(billing.pendingUpdates().expiry(subscription));
            default -> LongStream.empty();
        };
        moments.filter(moment -> moment < Long.MAX_VALUE)
                .min()
                .ifPresentOrElse(next -> subscription.set("_due", next), () -> subscription.set("_due", null));
    }

    void due(Doc subscription) {
        long now = world.now(subscription);
        if (subscription.is("status", "incomplete")) {
            billing.subscriptions().expire(subscription);
        } else if (billing.pendingUpdates().expiry(subscription) <= now) {
            billing.pendingUpdates().expire(subscription);
        } else if (planned(subscription) <= now) {
            billing.subscriptions().cancel(subscription, "cancellation_requested");
            billing.cancellation().lastInvoice(subscription);
        } else if (billing.schedules().due(subscription) <= now) {
            nextPhase(subscription, now);
        } else if (Pausing.resumption(subscription) <= now) {
            billing.pausing().resume(subscription);
        } else if (trialNotice(subscription) <= now && subscription.is("status", "trialing")) {
            announceTrialEnd(subscription);
        } else {
            renew(subscription, now);
        }
    }

    /** A phase that ends with the period has done so before the renewal bills the next one. */
    private void nextPhase(Doc subscription, long now) {
        billing.schedules().advance(subscription);
        if (subscription.findNumber("_due").filter(due -> due <= now).isPresent()) {
            due(subscription);
        }
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
        Doc subscription = world.get(Kind.SUBSCRIPTION, item.text("subscription"));
        Coverage coverage = Coverage.of(world, subscription, item);
        return new LineDraft(
                item,
                price,
                InvoiceLine.description(quantity, product, price, subscription.text("currency")),
                coverage.amount(),
                quantity,
                coverage.start(),
                coverage.until());
    }

    void rememberTerms(Doc subscription, Doc invoice) {
        subscription.findNumber("days_until_due").ifPresent(days -> world.save(invoice.set("_days_until_due", days)));
    }

    /** Periods that have ended go on to the next, and a draft invoice asks for it. */
    private void renew(Doc subscription, long now) {
        boolean trialEnds = subscription.is("status", "trialing");
        if (trialEnds && endsWithoutPayer(subscription)) {
            return;
        }
        Doc before = world.render(subscription);
        List<Doc> ended = billing.subscriptions().items(subscription).stream()
                .filter(item -> item.number("current_period_end") <= now)
                .toList();
        long from = ended.get(0).number("current_period_start");
        ended.forEach(item -> nextPeriod(subscription, item));
        if (trialEnds) {
            subscription.set("status", "active");
        }
        List<LineDraft> lines = new ArrayList<>(
                billing.pendingItems().lines(billing.pendingItems().of(subscription)));
        ended.forEach(item -> lines.add(line(item)));
        Doc invoice = billing.invoicing().draft(subscription, "subscription_cycle", lines, from, now);
        if (subscription.is("status", "unpaid")) {
            world.save(invoice.set("auto_advance", false).set("_due", null));
        }
        rememberTerms(subscription, invoice);
        billing.pausing().holds(subscription, invoice);
        schedule(subscription);
        world.save(subscription);
        world.events().changed("customer.subscription.updated", subscription, before);
    }

    void nextPeriod(Doc subscription, Doc item) {
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
            billing.subscriptions().cancel(subscription, "payment_failed"); // the reason is unverified
        } else {
            billing.subscriptions().become(subscription, "paused");
            world.events().happened("customer.subscription.paused", subscription);
        }
        return true;
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
