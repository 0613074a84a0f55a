package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.Change;
import dev.accrue.billing.processor.fake.engine.ItemChange;
import dev.accrue.billing.processor.fake.engine.PaymentBehavior;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads what a request wants of a subscription; the same words mean the same in an update, in a preview of it, and in
 * the routes of a single item.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/update">Stripe: Update a subscription</a>
 */
final class SubscriptionChanges {

    private final Billing billing;
    private final World world;
    private final Doc subscription;
    private final Params params;

    SubscriptionChanges(Billing billing, Doc subscription, Params params) {
        this.billing = billing;
        this.world = billing.world();
        this.subscription = subscription;
        this.params = params;
    }

    /** The change with these settings beside the items. */
    Change of(Consumer<Doc> settings) {
        return of(itemChanges(), settings);
    }

    Change of(List<ItemChange> items, Consumer<Doc> settings) {
        requireFit(items);
        return new Change(
                items,
                SubscriptionFields.prorating(params),
                at(),
                anchorNow(),
                trialEnd(),
                false,
                behavior(),
                settings);
    }

    /** The same, for a paused subscription that shall be active again. */
    Change resumption() {
        boolean now = !params.oneOf("billing_cycle_anchor", "now", "unchanged")
                .filter("unchanged"::equals)
                .isPresent();
        return new Change(
                List.of(),
                SubscriptionFields.prorating(params),
                at(),
                now,
                Optional.empty(),
                true,
                PaymentBehavior.PENDING_IF_INCOMPLETE,
                any -> {});
    }

    ItemChange.Add add(Params asked) {
        return new ItemChange.Add(ItemFields.item(billing, subscription, asked));
    }

    /** Another price starts with a quantity of one unless the request says how many. */
    ItemChange edit(Doc item, Params asked) {
        Optional<Doc> price =
                asked.has("price") ? Optional.of(ItemFields.price(world, subscription, asked)) : Optional.empty();
        boolean otherPrice =
                price.filter(found -> !item.is("price", found.text("id"))).isPresent();
        Optional<Long> quantity = asked.has("quantity")
                ? Optional.of(ItemFields.quantity(asked))
                : otherPrice ? Optional.of(1L) : Optional.empty();
        Optional<List<Object>> discounts = new DiscountFields(billing, subscription).ofItem(asked, item);
        return new ItemChange.Edit(item, changed -> {
            price.ifPresent(found -> changed.set("price", found.text("id")));
            quantity.ifPresent(number -> changed.set("quantity", number));
            discounts.ifPresent(ids -> changed.set("discounts", new ArrayList<>(ids)));
            Fields.metadata(asked, changed);
        });
    }

    private List<ItemChange> itemChanges() {
        List<ItemChange> changes = new ArrayList<>();
        for (Params asked : params.children("items")) {
            Optional<Doc> item = asked.text("id").map(id -> ownItem(id, asked.fullName("id")));
            boolean goes = asked.flag("deleted").orElse(false);
            if (goes && item.isPresent()) {
                changes.add(new ItemChange.Remove(item.get()));
            } else {
                changes.add(item.map(found -> edit(found, asked)).orElseGet(() -> add(asked)));
            }
        }
        return changes;
    }

    private Doc ownItem(String id, String param) {
        return Optional.of(world.need(Kind.SUBSCRIPTION_ITEM, id, param))
                .filter(item -> item.is("subscription", subscription.text("id")))
                .orElseThrow(() -> StripeError.noSuch("subscription_item", id, param));
    }

    /** The prices as they will be, found by trying the edits on copies. */
    private void requireFit(List<ItemChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<Doc> untouched = billing.subscriptions().items(subscription).stream()
                .filter(item -> changes.stream().noneMatch(change -> touches(change, item)))
                .toList();
        Stream<Doc> touched = changes.stream().flatMap(change -> {
            if (change instanceof ItemChange.Edit edit) {
                Doc copy = edit.item().copy();
                edit.edit().accept(copy);
                return Stream.of(copy);
            }
            return change instanceof ItemChange.Add add ? Stream.of(add.item()) : Stream.empty();
        });
        ItemFields.requireFit(
                world,
                subscription,
                Stream.concat(untouched.stream(), touched)
                        .map(item -> item.text("price"))
                        .toList());
    }

    private static boolean touches(ItemChange change, Doc item) {
        return (change instanceof ItemChange.Edit edit && edit.item().is("id", item.text("id")))
                || (change instanceof ItemChange.Remove remove && remove.item().is("id", item.text("id")));
    }

    private long at() {
        long now = world.now(subscription);
        Optional<Long> asked = params.whole("proration_date");
        List<Doc> items = billing.subscriptions().items(subscription);
        boolean outside = asked.filter(moment -> items.stream()
                        .anyMatch(item -> moment < item.number("current_period_start")
                                || moment > item.number("current_period_end")))
                .isPresent();
        if (outside) {
            throw StripeError.invalid(
                    "Cannot specify a proration date outside of the current subscription period.",
                    params.fullName("proration_date"));
        }
        return asked.orElse(now);
    }

    private boolean anchorNow() {
        return params.oneOf("billing_cycle_anchor", "now", "unchanged")
                .filter("now"::equals)
                .isPresent();
    }

    private Optional<Long> trialEnd() {
        if (!params.has("trial_end")) {
            return Optional.empty();
        }
        long now = world.now(subscription);
        if (params.text("trial_end").filter("now"::equals).isPresent()) {
            return Optional.of(now);
        }
        Optional<Long> end = params.whole("trial_end");
        if (end.filter(moment -> moment <= now).isPresent()) {
            throw StripeError.invalid(
                    "Invalid timestamp: must be an integer in the future.", params.fullName("trial_end"));
        }
        return end;
    }

    private PaymentBehavior behavior() {
        return PaymentBehavior.of(params.oneOf(
                        "payment_behavior",
                        "allow_incomplete",
                        "default_incomplete",
                        "error_if_incomplete",
                        "pending_if_incomplete")
                .orElse("allow_incomplete"));
    }
}
