package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The billing of a subscription at one moment, its items included, so that a change can be taken back, or put off until
 * somebody pays for it.
 */
final class Snapshot {

    private static final List<String> FIELDS = List.of(
            "billing_cycle_anchor",
            "trial_start",
            "trial_end",
            "status",
            "metadata",
            "discounts",
            "cancel_at",
            "cancel_at_period_end",
            "canceled_at",
            "cancellation_details");

    private final Doc state;

    private Snapshot(Doc state) {
        this.state = state;
    }

    static Snapshot of(Doc subscription, List<Doc> items) {
        Doc fields = new Doc();
        FIELDS.forEach(name -> fields.set(name, subscription.get(name)));
        return new Snapshot(
                Doc.of("fields", fields, "items", new ArrayList<>(items)).copy());
    }

    static Snapshot stored(Doc state) {
        return new Snapshot(state.copy());
    }

    Doc state() {
        return state.copy();
    }

    /** Puts everything back as it was then; an item that came later goes, one that went is there again. */
    void restore(World world, Doc subscription) {
        Doc fields = state.child("fields").copy();
        subscription.setAll(fields);
        List<Doc> then = state.children("items");
        for (Doc now : world.childrenOf(subscription, Kind.SUBSCRIPTION_ITEM)) {
            if (then.stream().noneMatch(item -> item.is("id", now.text("id")))) {
                world.remove(now);
            }
        }
        then.forEach(item -> put(world, item.copy()));
        world.save(subscription);
    }

    private static void put(World world, Doc item) {
        Optional<Doc> there = world.find(Kind.SUBSCRIPTION_ITEM, item.text("id"));
        if (there.isEmpty()) {
            world.add(item);
            return;
        }
        List.copyOf(there.get().names()).forEach(there.get()::remove);
        world.save(there.get().setAll(item));
    }
}
