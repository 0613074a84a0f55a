package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Money given back, in full or in parts, never more than was taken.
 *
 * @see <a href="https://docs.stripe.com/refunds">Stripe: Refund and cancel payments</a>
 */
public final class Refunds {

    private final World world;

    Refunds(World world) {
        this.world = world;
    }

    /** Refunds this amount, or what is left when none is given. */
    public Doc refund(Doc charge, Optional<Long> asked, Consumer<Doc> details) {
        long left = charge.number("amount_captured") - charge.number("amount_refunded");
        if (charge.isTrue("refunded")) {
            throw StripeError.invalid(
                    "charge_already_refunded", "Charge " + charge.text("id") + " has already been refunded.", null);
        }
        long amount = asked.orElse(left);
        if (amount < 1 || amount > left) {
            throw StripeError.invalid(
                    "Refund amount (" + amount + ") is greater than unrefunded amount on charge (" + left + ")",
                    "amount");
        }
        Doc refund = blank(charge, amount);
        details.accept(refund);
        world.add(refund);
        world.events().happened("refund.created", refund);
        countIn(charge, amount);
        return refund;
    }

    private Doc blank(Doc charge, long amount) {
        Doc refund = world.blank(Kind.REFUND);
        Doc transaction = world.add(world.blank(Kind.BALANCE_TRANSACTION)
                .set("amount", -amount)
                .set("available_on", world.now(charge))
                .set("created", world.now(charge))
                .set("currency", charge.get("currency"))
                .set("net", -amount)
                .set("reporting_category", "refund")
                .set("source", refund.text("id"))
                .set("type", "refund"));
        return refund.set("amount", amount)
                .set("balance_transaction", transaction.text("id"))
                .set("charge", charge.text("id"))
                .set("created", world.now(charge))
                .set("currency", charge.get("currency"))
                .set("customer", charge.get("customer"))
                .set("payment_intent", charge.get("payment_intent"))
                .set("payment_method", charge.get("payment_method"))
                .set("_parent", charge.text("id"))
                .set("_clock", world.clockOf(charge));
    }

    private void countIn(Doc charge, long amount) {
        world.change(charge, "charge.refunded", c -> {
            long refunded = c.number("amount_refunded") + amount;
            c.set("amount_refunded", refunded).set("refunded", refunded == c.number("amount_captured"));
        });
    }
}
