package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;

/** Cards saved for later without a payment. */
public final class SetupIntents {

    private SetupIntents() {}

    /** A new one that waits for the customer's card. */
    public static Doc add(World world, String customer) {
        Doc intent = world.blank(Kind.SETUP_INTENT).set("customer", customer);
        String clock = world.clockOf(world.get(Kind.CUSTOMER, customer));
        intent.set("client_secret", world.newSecret(intent.text("id")))
                .set("created", world.nowOn(clock))
                .set("_clock", clock);
        world.add(intent);
        world.events().happened("setup_intent.created", intent);
        return intent;
    }

    /** The card is saved, for use without the customer. */
    public static void succeed(Billing billing, Doc intent, Doc method) {
        World world = billing.world();
        intent.findText("customer")
                .map(id -> world.get(Kind.CUSTOMER, id))
                .ifPresent(customer -> billing.methods().attach(method, customer));
        world.save(method.set("_set_up", true));
        intent.set("status", "succeeded")
                .set("payment_method", method.text("id"))
                .set("next_action", null);
        world.save(intent);
        world.events().happened("setup_intent.succeeded", intent);
    }
}
