package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Other prices or quantities from the next period on: the customer keeps what is paid for until this one ends, and
 * nothing is prorated, credited or charged before. {@link Subscription#scheduledChange()} tells of it,
 * {@link DropScheduledChange} takes it back, and a later wish of this kind takes its place. Until then the subscription
 * is managed by a schedule at Stripe, and what a schedule would overwrite cannot be changed beside it.
 *
 * <p>The period is the one that ends first, and the billing cycle anchor stays: this is for prices of the same
 * interval. What the renewal will cost says a preview of {@link Swap} with {@link Proration#NONE}.
 *
 * @param swaps one for each item that changes; the others stay
 * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules">Stripe: subscription
 *     schedules</a>
 */
public record SwapAtPeriodEnd(List<ItemSwap> swaps) implements Change {

    private static final long serialVersionUID = 1L;

    /** How long Stripe's schedule outlives the change before it lets go of the subscription. */
    private static final JsonObject SHORTLY =
            Json.object().add("interval", "day").add("interval_count", 1).build();

    public SwapAtPeriodEnd {
        swaps = List.copyOf(swaps);
        boolean twice = swaps.stream().map(ItemSwap::itemId).distinct().count() < swaps.size();
        if (swaps.isEmpty() || twice) {
            throw new IllegalArgumentException("say at least one item, and each of them once");
        }
    }

    /** Another price for one item, in the quantity that it has. */
    public static SwapAtPeriodEnd of(String itemId, String priceId) {
        return new SwapAtPeriodEnd(List.of(new ItemSwap(itemId, priceId, Optional.empty())));
    }

    /**
     * What becomes of one item.
     *
     * @param itemId the item, {@code si_...}
     * @param priceId its price from then on, which may be the one that it has
     * @param quantity how many from then on, at least one; as many as then are when empty
     */
    public record ItemSwap(String itemId, String priceId, Optional<Long> quantity) implements Serializable {

        private static final long serialVersionUID = 1L;

        private Object writeReplace() {
            return new SerialRecord(this);
        }
    }

    @Override
    public String kind() {
        return "subscription.swap_at_period_end";
    }

    @Override
    public JsonObject asked() {
        JsonArrayBuilder all = Json.array();
        for (ItemSwap swap : swaps) {
            var one = Json.object().add("item", swap.itemId()).add("price", swap.priceId());
            swap.quantity().ifPresent(quantity -> one.add("quantity", quantity));
            all.add(one);
        }
        return Json.object().add("swaps", all).build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        for (ItemSwap swap : swaps) {
            Changes.item(this, now, swap.itemId());
            Changes.mustBeOneAtLeast(this, now, swap.quantity().orElse(1L));
        }
        if (now.isCanceling()) {
            throw new ChangeNotAllowedException(kind(), now, "it is going to end; resume it first");
        }
        if (now.pendingUpdate()) {
            throw new ChangeNotAllowedException(kind(), now, "a change waits for its payment; drop that one first");
        }
        if (now.standsStill() || now.periodEnd().isEmpty()) {
            throw new ChangeNotAllowedException(kind(), now, "no period runs at whose end it could; swap now");
        }
        if (prices(now).distinct().count() < now.items().size()) {
            throw new ChangeNotAllowedException(kind(), now, "two items would have one price; remove one of them");
        }
    }

    private Stream<String> prices(Subscription now) {
        return now.items().stream()
                .map(item -> swapOf(item).map(ItemSwap::priceId).orElse(item.priceId()));
    }

    private Optional<ItemSwap> swapOf(SubscriptionItem item) {
        return swaps.stream().filter(swap -> swap.itemId().equals(item.id())).findFirst();
    }

    /** What is paid for from then on; with a schedule at hand {@link #command(Subscription, JsonObject)} says all. */
    @Override
    public JsonObject parameters(Subscription now) {
        return Json.object().add("items", items(now, Changes.nothing())).build();
    }

    @Override
    public Command command(Subscription now) {
        return new Command(
                CommandKind.SUBSCRIPTION_SCHEDULE_UPDATE,
                now.terms().scheduleId().orElse(""),
                parameters(now));
    }

    /**
     * What is sent to Stripe.
     *
     * @param schedule the schedule that manages the subscription, as Stripe has it
     * @throws ChangeNotAllowedException when the schedule plans more than one change, or the end
     */
    Command command(Subscription now, JsonObject schedule) {
        if (Phases.ahead(schedule).size() > 1 || !Phases.releases(schedule)) {
            throw new ChangeNotAllowedException(
                    kind(), now, "a schedule plans more than the next period; change that one, or drop it first");
        }
        Instant end = now.periodEnd().orElseThrow();
        JsonArrayBuilder phases = Json.array()
                .add(Phases.underWay(schedule, now, end))
                .add(Phases.like(schedule)
                        .add("items", items(now, schedule))
                        .add("duration", SHORTLY)
                        .add("proration_behavior", Proration.NONE.stripeName()));
        JsonObject parameters = Json.object()
                .add("end_behavior", "release")
                .add("phases", phases)
                .add("proration_behavior", Proration.NONE.stripeName())
                .build();
        return new Command(CommandKind.SUBSCRIPTION_SCHEDULE_UPDATE, schedule.getString("id"), parameters);
    }

    private JsonArrayBuilder items(Subscription now, JsonObject schedule) {
        JsonArrayBuilder items = Json.array();
        for (SubscriptionItem item : now.items()) {
            Optional<ItemSwap> swap = swapOf(item);
            items.add(Phases.item(
                    schedule,
                    item,
                    swap.map(ItemSwap::priceId).orElse(item.priceId()),
                    swap.flatMap(ItemSwap::quantity).or(item::quantity)));
        }
        return items;
    }
}
