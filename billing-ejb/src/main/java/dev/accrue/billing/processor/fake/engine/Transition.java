package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.Cut;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One change on its way from the old state of a subscription to the new one.
 *
 * <p>Classic billing mode starts all periods anew when an item's interval changes or when what was free comes to cost
 * something; flexible mode never does so by itself. A new trial always moves the billing cycle to its end.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-cycle#changing">Stripe: Change the billing
 *     cycle</a>
 */
final class Transition {

    private final Billing billing;
    private final World world;
    private final Prorations prorations;
    private final Doc subscription;
    private final Change change;
    private final long now;
    private final Map<String, Coverage> were = new LinkedHashMap<>();
    private final List<Doc> items;
    private final List<Doc> leaving = new ArrayList<>();

    Transition(Billing billing, Doc subscription, Change change) {
        this.billing = billing;
        this.world = billing.world();
        this.prorations = new Prorations(billing);
        this.subscription = subscription;
        this.change = change;
        this.now = world.now(subscription);
        this.items = new ArrayList<>(billing.subscriptions().items(subscription));
        Map<String, List<Cut>> cuts = billing.discounts().lastUsed(subscription, items);
        items.forEach(item ->
                were.put(item.text("id"), Coverage.of(world, subscription, item).with(cuts.get(item.text("id")))));
    }

    /** The items as they are after the change. */
    List<Doc> items() {
        return items;
    }

    /** Changes everything and drafts the invoice, if the change makes one. */
    Optional<Doc> make() {
        boolean billed = subscription.is("status", "active", "past_due", "unpaid");
        boolean wasTrialing = subscription.is("status", "trialing");
        List<Doc> waiting = billing.pendingItems().of(subscription);
        change.settings().accept(subscription);
        List<Doc> sold = billing.pendingItems().of(subscription).stream()
                .filter(item -> !waiting.contains(item))
                .toList();
        changeItems();
        boolean trialEnds =
                wasTrialing && change.trialEnd().filter(end -> end <= now).isPresent();
        boolean trialBegins =
                !wasTrialing && change.trialEnd().filter(end -> end > now).isPresent();
        boolean anew = trialEnds || change.anchorNow() || resetsByItself(billed);
        if (change.resumes()) {
            subscription.set("status", "active");
        }
        if (trialBegins || (wasTrialing && !trialEnds)) {
            changeTrial(trialBegins);
        } else if (anew) {
            startAnew(trialEnds);
        } else {
            items.forEach(this::align);
        }
        items.forEach(world::save);
        followPeriodEnd();
        List<Doc> prorated = prorate(billed, anew || trialBegins);
        return invoice(prorated, sold, anew, trialBegins);
    }

    /** Lets go of the items that the change removed. */
    void finish() {
        leaving.forEach(world::remove);
    }

    /**
     * An end that is the period's moves with it.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Cancellations in the
     *     Customer Portal</a>
     */
    private void followPeriodEnd() {
        if (subscription.isTrue("cancel_at_period_end")) {
            items.stream()
                    .mapToLong(item -> item.number("current_period_end"))
                    .min()
                    .ifPresent(end -> subscription.set("cancel_at", end));
        }
    }

    private void changeItems() {
        for (ItemChange item : change.items()) {
            if (item instanceof ItemChange.Add add) {
                items.add(billing.start().addItem(subscription, add.item(), now));
            } else if (item instanceof ItemChange.Edit edit) {
                edit.edit().accept(edit.item());
            } else if (item instanceof ItemChange.Remove remove) {
                items.remove(remove.item());
                leaving.add(remove.item());
            }
        }
    }

    private boolean resetsByItself(boolean billed) {
        if (!billed || Prorations.isFlexible(subscription)) {
            return false;
        }
        boolean otherInterval = items.stream()
                .filter(item -> were.containsKey(item.text("id")))
                .anyMatch(
                        item -> !recurrence(item).equals(Recurrence.of(was(item).price())));
        boolean wasFree = were.values().stream().allMatch(was -> was.price().number("unit_amount") == 0);
        boolean costs = items.stream().anyMatch(item -> price(item).number("unit_amount") > 0);
        return otherInterval || (wasFree && costs);
    }

    private void changeTrial(boolean begins) {
        Optional<Long> end = change.trialEnd();
        if (begins) {
            boolean first = !subscription.hasValue("trial_start");
            if (first || Prorations.isFlexible(subscription)) {
                subscription.set("trial_start", now);
            }
            subscription.set("status", "trialing");
            items.forEach(item -> item.set("current_period_start", now));
        }
        end.ifPresent(moment -> subscription
                .set("trial_end", moment)
                .set("billing_cycle_anchor", moment)
                .remove("_trial_end_announced"));
        items.forEach(item -> item.set("current_period_end", subscription.number("trial_end")));
    }

    private void startAnew(boolean trialEnds) {
        if (trialEnds) {
            subscription.set("status", "active").set("trial_end", now);
        }
        subscription.set("billing_cycle_anchor", now);
        items.forEach(item -> item.set("current_period_start", now)
                .set("current_period_end", recurrence(item).endAfter(now, now)));
    }

    /** A new item, or one with another interval, joins the rhythm that the anchor gives (unverified). */
    private void align(Doc item) {
        boolean joins = !were.containsKey(item.text("id"))
                || !recurrence(item).equals(Recurrence.of(was(item).price()))
                || change.resumes();
        if (joins) {
            long anchor = subscription.number("billing_cycle_anchor");
            item.set("current_period_start", recurrence(item).startBefore(anchor, now))
                    .set("current_period_end", recurrence(item).endAfter(anchor, now));
        }
    }

    private List<Doc> prorate(boolean billed, boolean anew) {
        List<Doc> all = new ArrayList<>();
        if (change.prorating() == Prorating.NONE || !(billed || change.resumes())) {
            return all;
        }
        leaving.forEach(item -> all.addAll(prorations.credits(subscription, was(item), item, change.at())));
        Map<String, List<Cut>> cuts = billing.discounts().onWholePeriods(subscription, items);
        for (Doc item : items) {
            Coverage is = Coverage.of(world, subscription, item).with(cuts.get(item.text("id")));
            boolean known = were.containsKey(item.text("id")) && billed;
            if (anew && known) {
                all.addAll(prorations.credits(subscription, was(item), item, change.at()));
            } else if (!anew && known) {
                all.addAll(prorations.between(subscription, was(item), is, item, change.at()));
            } else if (!anew) {
                all.addAll(prorations.debit(subscription, is, item, change.at()));
            }
        }
        return all;
    }

    /**
     * In classic billing mode an invoice at once leaves alone what waits, but not what the request sells (unverified).
     */
    private Optional<Doc> invoice(List<Doc> prorated, List<Doc> sold, boolean anew, boolean trialBegins) {
        boolean atOnce = change.prorating() == Prorating.ALWAYS_INVOICE;
        if (!anew && !trialBegins && (!atOnce || prorated.isEmpty())) {
            return Optional.empty();
        }
        boolean withAll = Prorations.isFlexible(subscription) || !atOnce;
        List<Doc> pending = withAll
                ? billing.pendingItems().of(subscription)
                : Stream.concat(sold.stream(), prorated.stream()).toList();
        List<LineDraft> lines = new ArrayList<>(billing.pendingItems().lines(pending));
        if (trialBegins) {
            items.forEach(item -> lines.add(billing.start().trialLine(subscription, item)));
        } else if (anew) {
            items.forEach(item -> lines.add(billing.time().line(item)));
        }
        return Optional.of(billing.invoicing().draft(subscription, "subscription_update", lines, now, now));
    }

    private Coverage was(Doc item) {
        return Objects.requireNonNull(were.get(item.text("id")));
    }

    private Doc price(Doc item) {
        return world.get(Kind.PRICE, item.text("price"));
    }

    private Recurrence recurrence(Doc item) {
        return Recurrence.of(price(item));
    }
}
