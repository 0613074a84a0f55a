package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
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

    /**
     * One for the card of a subscription that is not charged yet: the bank asks the customer now, so that it need not
     * later.
     */
    static Doc asking(World world, Doc subscription, Doc method) {
        Doc intent = add(world, subscription.text("customer"));
        intent.set("_subscription", subscription.text("id"))
                .set("payment_method", method.text("id"))
                .set("status", "requires_action")
                .set("next_action", Payments.question(intent));
        world.save(intent);
        world.events().happened("setup_intent.requires_action", intent);
        return intent;
    }

    /** The customer answers the bank's question, or fails to; then it takes another card. */
    public static void authenticate(Billing billing, Doc intent, boolean proven) {
        if (!intent.is("status", "requires_action")) {
            throw StripeError.invalid(
                    "setup_intent_unexpected_state",
                    "This SetupIntent's status is " + intent.text("status") + ".",
                    null);
        }
        World world = billing.world();
        if (proven) {
            succeed(billing, intent, world.get(Kind.PAYMENT_METHOD, intent.text("payment_method")));
            return;
        }
        intent.set("status", "requires_payment_method")
                .set("payment_method", null)
                .set("next_action", null)
                .set("last_setup_error", Decline.SETUP_AUTHENTICATION_FAILED.error());
        world.save(intent);
        world.events().happened("setup_intent.setup_failed", intent);
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
        intent.findText("_subscription")
                .map(id -> world.get(Kind.SUBSCRIPTION, id))
                .ifPresent(subscription -> world.change(
                        subscription, "customer.subscription.updated", s -> s.set("pending_setup_intent", null)));
    }
}
