package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Schedules: one begins its subscription or takes over a running one; at the end of a phase the next one changes the
 * subscription, and after the last one the schedule lets it go or ends it. A phase that ends with the period changes
 * what the renewal bills, and prorates nothing.
 *
 * <p>A schedule that will end its subscription says so by the subscription's {@code cancel_at}. That it does from its
 * first phase on is unverified; so is that a schedule which lets go is released without being completed, and that an
 * item keeps its id when a phase gives it another price.
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

    /** The schedule that manages the subscription; one that has ended with it manages nothing any more. */
    public Optional<Doc> of(Doc subscription) {
        return subscription
                .findText("schedule")
                .map(id -> world.get(Kind.SUBSCRIPTION_SCHEDULE, id))
                .filter(schedule -> schedule.is("status", "active"));
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
                .set("current_phase", current(phase))
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
        world.change(subscription, "customer.subscription.updated", s -> {
            s.set("schedule", schedule.text("id"));
            billing.time().schedule(s);
        });
        return schedule;
    }

    /** Adds a schedule that is filled in and begins its subscription, now or when its first phase does. */
    public void add(Doc schedule) {
        long start = schedule.children("phases").get(0).number("start_date");
        world.add(schedule.set("_due", start));
        world.events().happened("subscription_schedule.created", schedule);
        if (start <= world.now(schedule)) {
            start(schedule);
        }
    }

    /**
     * Begins the subscription with the first phase. Its first invoice is treated like that of a renewal.
     *
     * <p>A phase that began in the past backdates the subscription, whose periods run from there (unverified: Stripe
     * does not say where the anchor is) and are billed as those of any backdated one.
     *
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#creating-subscription-schedules">Stripe:
     *     Create subscription schedules</a>
     */
    void start(Doc schedule) {
        Doc phase = schedule.children("phases").get(0);
        Doc settings = schedule.child("default_settings");
        long now = world.now(schedule);
        long start = phase.number("start_date");
        if (start < now && phase.hasValue("trial_end")) {
            throw StripeError.notSimulated("backdating with a trial", "start_date");
        }
        Doc subscription = world.blank(Kind.SUBSCRIPTION)
                .set("billing_cycle_anchor", start)
                .set("billing_mode", schedule.child("billing_mode").copy())
                .set("collection_method", settings.get("collection_method"))
                .set("created", now)
                .set("currency", phase.get("currency"))
                .set("customer", schedule.get("customer"))
                .set("default_payment_method", settings.get("default_payment_method"))
                .set("schedule", schedule.get("id"))
                .set("start_date", start)
                .set("test_clock", schedule.get("test_clock"));
        phase.findNumber("trial_end")
                .ifPresent(end -> subscription
                        .set("billing_cycle_anchor", end)
                        .set("trial_end", end)
                        .set("trial_start", now));
        world.change(
                schedule,
                UPDATED,
                s -> s.set("current_phase", current(phase))
                        .set("status", "active")
                        .set("subscription", subscription.text("id"))
                        .set("_due", null));
        List<Doc> items = phase.children("items").stream()
                .map(wanted -> edited(world.blank(Kind.SUBSCRIPTION_ITEM), wanted))
                .toList();
        Prorating prorating = Prorating.of(phase.text("proration_behavior"));
        billing.start()
                .start(subscription, new Beginning(items, PaymentBehavior.ALLOW_INCOMPLETE, prorating, true, s -> {
                    settle(s, phase);
                    announceEnd(schedule, s);
                }));
    }

    /**
     * Plans anew; the first of the phases is the one under way, and those that have passed are still told. A schedule
     * that has not begun has none.
     */
    public void plan(Doc schedule, List<Doc> phases) {
        Doc first = phases.get(0);
        if (schedule.is("status", "not_started")) {
            schedule.set("phases", new ArrayList<>(phases)).set("_due", first.number("start_date"));
            return;
        }
        List<Object> all = new ArrayList<>(schedule.children("phases").stream()
                .filter(phase -> phase.number("end_date") <= first.number("start_date"))
                .toList());
        all.addAll(phases);
        schedule.set("phases", all).set("current_phase", current(first));
    }

    /** Begins, or goes on to the next phase of, what was planned anew, or writes down when time will. */
    public void planned(Doc schedule) {
        if (schedule.is("status", "not_started") && schedule.number("_due") <= world.now(schedule)) {
            start(schedule);
            return;
        }
        subscriptionOf(schedule).ifPresent(subscription -> {
            world.change(subscription, "customer.subscription.updated", s -> {
                announceEnd(schedule, s);
                billing.time().schedule(s);
            });
            if (due(subscription) <= world.now(subscription)) {
                advance(subscription);
            }
        });
    }

    /** Lets the subscription go on without the schedule; one that has not begun never will. */
    public void release(Doc schedule, boolean keepsEnd) {
        Optional<Doc> subscription = subscriptionOf(schedule);
        schedule.set("subscription", null)
                .set(
                        "released_subscription",
                        subscription.map(s -> s.text("id")).orElse(null));
        end(schedule, "released");
        subscription.ifPresent(managed -> world.change(managed, "customer.subscription.updated", s -> {
            s.set("schedule", null);
            if (!keepsEnd) {
                forgetEnd(s);
            }
            billing.time().schedule(s);
        }));
    }

    /** Ends the schedule, and its subscription with it. */
    public void cancel(Doc schedule, boolean prorate, boolean invoiceNow) {
        subscriptionOf(schedule)
                .ifPresentOrElse(
                        subscription -> billing.cancellation().cancel(subscription, prorate, invoiceNow),
                        () -> end(schedule, "canceled"));
    }

    /** Refuses what only a schedule that still runs can do. */
    public static void requireRunning(Doc schedule) {
        if (!schedule.is("status", "active", "not_started")) {
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
        next.ifPresentOrElse(phase -> enter(schedule, subscription, phase), () -> release(schedule, false));
    }

    /**
     * The phase under way shows the items and discounts as they became by a change of the subscription itself, and the
     * schedule the payment method.
     *
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#subscription-updates-when-a-schedule-is-attached">Stripe:
     *     Subscription updates when a schedule is attached</a>
     */
    void follow(Doc subscription) {
        of(subscription)
                .ifPresent(schedule -> world.change(schedule, UPDATED, s -> {
                    s.child("default_settings")
                            .set("default_payment_method", subscription.get("default_payment_method"));
                    phaseFrom(s, s.number("current_phase", "start_date"))
                            .ifPresent(phase ->
                                    phase.set("items", items(subscription)).set("discounts", discounts(subscription)));
                }));
    }

    /**
     * The subscription has ended: with its schedule, or before it.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/webhooks#events">Stripe: Subscription events</a>
     */
    void ended(Doc subscription) {
        of(subscription).ifPresent(schedule -> {
            if (isThrough(schedule)) {
                end(schedule, "completed");
            } else if (subscription.child("cancellation_details").is("reason", "payment_failed")) {
                end(schedule, "canceled", "subscription_schedule.aborted");
            } else {
                end(schedule, "canceled");
            }
        });
    }

    private boolean isThrough(Doc schedule) {
        return endsSubscription(schedule) && lastEnd(schedule) <= world.now(schedule);
    }

    private static boolean endsSubscription(Doc schedule) {
        return schedule.is("end_behavior", "cancel");
    }

    private static long lastEnd(Doc schedule) {
        List<Doc> phases = schedule.children("phases");
        return phases.get(phases.size() - 1).number("end_date");
    }

    private void announceEnd(Doc schedule, Doc subscription) {
        if (!endsSubscription(schedule)) {
            forgetEnd(subscription);
        } else if (!subscription.findNumber("cancel_at").equals(Optional.of(lastEnd(schedule)))) {
            subscription.set("cancel_at", lastEnd(schedule)).set("canceled_at", world.now(subscription));
        }
    }

    private static void forgetEnd(Doc subscription) {
        subscription.set("cancel_at", null).set("canceled_at", null);
    }

    Optional<Doc> subscriptionOf(Doc schedule) {
        return schedule.findText("subscription").map(id -> world.get(Kind.SUBSCRIPTION, id));
    }

    private void enter(Doc schedule, Doc subscription, Doc phase) {
        world.change(schedule, UPDATED, s -> s.set("current_phase", current(phase)));
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
                                trialEnd(subscription, phase, now),
                                false,
                                PaymentBehavior.ALLOW_INCOMPLETE,
                                s -> settle(s, phase)));
        boolean startedAnew =
                !Prorations.isFlexible(subscription) && billing.subscriptions().periodEnd(subscription) > now;
        if (withThePeriod && !startedAnew && !subscription.is("status", "trialing")) {
            joinTheRenewal(subscription, changes, now);
        }
    }

    /**
     * Each phase says anew until when it is a trial; one that does not say so ends the trial.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#using-trials">Stripe: Use
     *     trials</a>
     */
    private static Optional<Long> trialEnd(Doc subscription, Doc phase, long now) {
        Optional<Long> is = subscription.findNumber("trial_end").filter(end -> end > now);
        Optional<Long> shall = phase.findNumber("trial_end").filter(end -> end > now);
        return is.equals(shall) ? Optional.empty() : Optional.of(shall.orElse(now));
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

    /** A coupon that the phase names is redeemed when it begins. */
    private void settle(Doc subscription, Doc phase) {
        List<Object> discounts = new ArrayList<>(kept(subscription, phase));
        for (Doc named : phase.children("discounts")) {
            named.findText("coupon")
                    .map(id -> world.get(Kind.COUPON, id))
                    .map(coupon -> billing.discounts()
                            .redeem(coupon, null, subscription, Doc.of("subscription", subscription.text("id"))))
                    .ifPresent(discount -> discounts.add(discount.text("id")));
        }
        subscription.set("discounts", discounts);
        phase.findText("default_payment_method").ifPresent(id -> subscription.set("default_payment_method", id));
        follow(subscription.child("metadata"), phase.child("metadata"));
    }

    /**
     * What the phase says is added, and what it says empty goes.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#use-phase-metadata">Stripe:
     *     Use phase metadata</a>
     */
    private static void follow(Doc metadata, Doc said) {
        metadata.setAll(said);
        said.names().stream().filter(name -> said.is(name, "")).forEach(metadata::remove);
    }

    private static List<String> kept(Doc owner, Doc wanted) {
        return wanted.children("discounts").stream()
                .flatMap(named -> named.findText("discount").stream())
                .filter(owner.texts("discounts")::contains)
                .toList();
    }

    /**
     * Items of the same price stay; what is left of the old ones and of the new ones is paired in order. In flexible
     * mode an item of another interval is a new one, whose first period begins with the phase.
     */
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
        for (Doc item : List.copyOf(old)) {
            fresh.stream()
                    .filter(wanted -> canBecome(subscription, item, wanted))
                    .findFirst()
                    .ifPresent(wanted -> pair(changes, old, item, fresh, wanted));
        }
        old.forEach(item -> changes.add(new ItemChange.Remove(item)));
        fresh.forEach(wanted -> changes.add(new ItemChange.Add(edited(world.blank(Kind.SUBSCRIPTION_ITEM), wanted))));
        return changes;
    }

    private boolean canBecome(Doc subscription, Doc item, Doc wanted) {
        return !Prorations.isFlexible(subscription) || recurrence(item).equals(recurrence(wanted));
    }

    private Recurrence recurrence(Doc item) {
        return Recurrence.of(world.get(Kind.PRICE, item.text("price")));
    }

    private static void pair(List<ItemChange> changes, List<Doc> old, Doc item, List<Doc> fresh, Doc wanted) {
        old.remove(item);
        fresh.remove(wanted);
        changes.add(new ItemChange.Edit(item, changed -> edited(changed, wanted)));
    }

    private static Doc edited(Doc item, Doc wanted) {
        List<String> kept = kept(item, wanted);
        item.child("metadata").setAll(wanted.child("metadata"));
        return item.set("price", wanted.get("price"))
                .set("quantity", wanted.get("quantity"))
                .set("discounts", new ArrayList<>(kept));
    }

    private void end(Doc schedule, String status) {
        end(schedule, status, "subscription_schedule." + status);
    }

    private void end(Doc schedule, String status, String event) {
        world.save(schedule.set("status", status)
                .set(status + "_at", world.now(schedule))
                .set("current_phase", null)
                .set("_due", null));
        world.events().happened(event, schedule);
    }

    private static Doc current(Doc phase) {
        return Doc.of("start_date", phase.get("start_date"), "end_date", phase.get("end_date"));
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
