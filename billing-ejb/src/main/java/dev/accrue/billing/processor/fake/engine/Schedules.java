package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Schedules of running subscriptions: at the end of a phase the next one changes the subscription, and after the last
 * one the schedule lets it go. A phase that ends with the period changes what the renewal bills, and prorates nothing.
 *
 * <p>That a schedule follows what is changed about its subscription directly, and ends with it, is unverified, and so
 * is that an item keeps its id when a phase gives it another price.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules">Stripe: Subscription
 *     schedules</a>
 */
public final class Schedules {

    private static final String UPDATED = "subscription_schedule.updated";

    private final Billing billing;
    private final World world;

    Schedules(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** The schedule that manages the subscription. */
    public Optional<Doc> of(Doc subscription) {
        return subscription.findText("schedule").map(id -> world.get(Kind.SUBSCRIPTION_SCHEDULE, id));
    }

    /**
     * Lets a new schedule of one phase, the period under way, manage a running subscription.
     *
     * @see <a href="https://docs.stripe.com/api/subscription_schedules/create">Stripe: Create a schedule,
     *     from_subscription</a>
     */
    public Doc begin(Doc subscription) {
        long start = periodStart(subscription);
        long end = billing.subscriptions().periodEnd(subscription);
        Doc phase = world.blank("phase")
                .set("currency", subscription.get("currency"))
                .set("discounts", discounts(subscription))
                .set("start_date", start)
                .set("end_date", end)
                .set("trial_end", subscription.is("status", "trialing") ? subscription.get("trial_end") : null)
                .set("items", items(subscription));
        Doc schedule = world.blank(Kind.SUBSCRIPTION_SCHEDULE)
                .set("billing_mode", subscription.child("billing_mode").copy())
                .set("created", world.now(subscription))
                .set("current_phase", Doc.of("start_date", start, "end_date", end))
                .set("customer", subscription.text("customer"))
                .set("phases", new ArrayList<>(List.of(phase)))
                .set("status", "active")
                .set("subscription", subscription.text("id"))
                .set("test_clock", subscription.get("test_clock"))
                .set("_clock", world.clockOf(subscription));
        schedule.child("default_settings")
                .set("collection_method", subscription.get("collection_method"))
                .set("default_payment_method", subscription.get("default_payment_method"));
        world.add(schedule);
        world.events().happened("subscription_schedule.created", schedule);
        manage(subscription, schedule.text("id"));
        return schedule;
    }

    /** Plans anew; the first of the phases is the one under way. */
    public void plan(Doc schedule, List<Doc> phases) {
        Doc first = phases.get(0);
        schedule.set("phases", new ArrayList<>(phases))
                .set("current_phase", Doc.of("start_date", first.get("start_date"), "end_date", first.get("end_date")));
    }

    /** Writes down when time will change the subscription of a schedule that was planned anew. */
    public void planned(Doc schedule) {
        Doc subscription = world.get(Kind.SUBSCRIPTION, schedule.text("subscription"));
        billing.time().schedule(subscription);
        world.save(subscription);
    }

    /** Lets the subscription go on without the schedule. */
    public void release(Doc schedule) {
        Doc subscription = world.get(Kind.SUBSCRIPTION, schedule.text("subscription"));
        end(schedule, "released", "released_at");
        world.save(schedule.set("subscription", null).set("released_subscription", subscription.text("id")));
        world.events().happened("subscription_schedule.released", schedule);
        manage(subscription, null);
    }

    /** Ends the schedule, and its subscription with it. */
    public void cancel(Doc schedule, boolean prorate, boolean invoiceNow) {
        Doc subscription = world.get(Kind.SUBSCRIPTION, schedule.text("subscription"));
        billing.cancellation().cancel(subscription, prorate, invoiceNow);
    }

    /** Refuses what only a schedule that still runs can do. */
    public static void requireRunning(Doc schedule) {
        if (!schedule.is("status", "active")) {
            throw StripeError.invalid(
                    "You cannot change a subscription schedule that is currently in the `" + schedule.text("status")
                            + "` status.",
                    null);
        }
    }

    /** The end of the phase under way. */
    long due(Doc subscription) {
        return of(subscription)
                .map(schedule -> schedule.number("current_phase", "end_date"))
                .orElse(Long.MAX_VALUE);
    }

    /** Goes on to the next phase, or to the end after the last. */
    void advance(Doc subscription) {
        Doc schedule = of(subscription).orElseThrow();
        Optional<Doc> next = phaseFrom(schedule, schedule.number("current_phase", "end_date"));
        next.ifPresentOrElse(phase -> enter(schedule, subscription, phase), () -> release(schedule));
    }

    /** The phase under way shows the items as they became by a change of the subscription itself. */
    void follow(Doc subscription) {
        of(subscription)
                .ifPresent(schedule -> world.change(
                        schedule,
                        UPDATED,
                        s -> phaseFrom(s, s.number("current_phase", "start_date"))
                                .ifPresent(phase -> phase.set("items", items(subscription)))));
    }

    /** The subscription has ended before its schedule. */
    void ended(Doc subscription) {
        of(subscription).ifPresent(schedule -> {
            end(schedule, "canceled", "canceled_at");
            world.save(schedule);
            world.events().happened("subscription_schedule.canceled", schedule);
        });
    }

    private void enter(Doc schedule, Doc subscription, Doc phase) {
        world.change(
                schedule,
                UPDATED,
                s -> s.set(
                        "current_phase",
                        Doc.of("start_date", phase.get("start_date"), "end_date", phase.get("end_date"))));
        long now = world.now(subscription);
        boolean withThePeriod = billing.subscriptions().periodEnd(subscription) <= now;
        List<ItemChange> changes = changes(subscription, phase);
        billing.update()
                .apply(
                        subscription,
                        new Change(
                                changes,
                                withThePeriod ? Prorating.NONE : Prorating.of(phase.text("proration_behavior")),
                                now,
                                false,
                                Optional.empty(),
                                false,
                                PaymentBehavior.ALLOW_INCOMPLETE,
                                s -> settle(s, phase)));
        if (withThePeriod && billing.subscriptions().periodEnd(subscription) <= now) {
            joinTheRenewal(subscription, changes, now);
        }
    }

    /** What came with the phase is billed by the renewal that is due now. */
    private void joinTheRenewal(Doc subscription, List<ItemChange> changes, long now) {
        changes.stream()
                .filter(ItemChange.Add.class::isInstance)
                .map(change -> ((ItemChange.Add) change).item())
                .forEach(
                        item -> world.save(item.set("current_period_start", now).set("current_period_end", now)));
        billing.time().schedule(subscription);
        world.save(subscription);
    }

    private static void settle(Doc subscription, Doc phase) {
        List<String> kept = phase.children("discounts").stream()
                .map(discount -> discount.text("discount"))
                .filter(subscription.texts("discounts")::contains)
                .toList();
        subscription.set("discounts", new ArrayList<>(kept));
        subscription.child("metadata").setAll(phase.child("metadata"));
    }

    /** Items of the same price stay; what is left of the old ones and of the new ones is paired in order. */
    private List<ItemChange> changes(Doc subscription, Doc phase) {
        List<Doc> old = new ArrayList<>(billing.subscriptions().items(subscription));
        List<Doc> fresh = new ArrayList<>(phase.children("items"));
        List<ItemChange> changes = new ArrayList<>();
        for (Doc item : List.copyOf(old)) {
            fresh.stream()
                    .filter(wanted -> wanted.is("price", item.text("price")))
                    .findFirst()
                    .ifPresent(wanted -> pair(changes, old, item, fresh, wanted));
        }
        while (!old.isEmpty() && !fresh.isEmpty()) {
            pair(changes, old, old.get(0), fresh, fresh.get(0));
        }
        old.forEach(item -> changes.add(new ItemChange.Remove(item)));
        fresh.forEach(wanted -> changes.add(new ItemChange.Add(edited(world.blank(Kind.SUBSCRIPTION_ITEM), wanted))));
        return changes;
    }

    private static void pair(List<ItemChange> changes, List<Doc> old, Doc item, List<Doc> fresh, Doc wanted) {
        old.remove(item);
        fresh.remove(wanted);
        changes.add(new ItemChange.Edit(item, changed -> edited(changed, wanted)));
    }

    private static Doc edited(Doc item, Doc wanted) {
        List<String> kept = wanted.children("discounts").stream()
                .map(discount -> discount.text("discount"))
                .filter(item.texts("discounts")::contains)
                .toList();
        item.child("metadata").setAll(wanted.child("metadata"));
        return item.set("price", wanted.get("price"))
                .set("quantity", wanted.get("quantity"))
                .set("discounts", new ArrayList<>(kept));
    }

    private void manage(Doc subscription, @Nullable String schedule) {
        world.change(subscription, "customer.subscription.updated", s -> {
            s.set("schedule", schedule);
            billing.time().schedule(s);
        });
    }

    private void end(Doc schedule, String status, String moment) {
        schedule.set("status", status).set(moment, world.now(schedule)).set("current_phase", null);
    }

    private static Optional<Doc> phaseFrom(Doc schedule, long start) {
        return schedule.children("phases").stream()
                .filter(phase -> phase.number("start_date") == start)
                .findFirst();
    }

    private List<Object> items(Doc subscription) {
        List<Object> items = new ArrayList<>();
        for (Doc item : billing.subscriptions().items(subscription)) {
            items.add(world.blank("phase_item")
                    .set("discounts", discounts(item))
                    .set("metadata", item.child("metadata").copy())
                    .set("plan", item.get("price"))
                    .set("price", item.get("price"))
                    .set("quantity", item.get("quantity")));
        }
        return items;
    }

    private List<Object> discounts(Doc owner) {
        List<Object> discounts = new ArrayList<>();
        owner.texts("discounts")
                .forEach(id -> discounts.add(world.blank("phase_discount").set("discount", id)));
        return discounts;
    }

    private long periodStart(Doc subscription) {
        return billing.subscriptions().items(subscription).stream()
                .mapToLong(item -> item.number("current_period_start"))
                .max()
                .orElseThrow();
    }
}
