package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import org.jspecify.annotations.Nullable;

/** Attempts to take money from a card, successful or not; each attempt is one charge. */
final class Charges {

    /** A plausible price of a European card; the simulator's own choice. */
    private static final long FEE_BASIS_POINTS = 150;

    private static final long FEE_FIXED = 25;

    private final World world;

    Charges(World world) {
        this.world = world;
    }

    Doc succeeded(Doc intent, Doc method) {
        Doc charge = attempt(intent, method, null)
                .set("amount_captured", intent.get("amount"))
                .set("captured", true)
                .set("paid", true);
        charge.set("receipt_url", "https://pay.stripe.invalid/receipts/" + charge.text("id"))
                .set("balance_transaction", taken(charge).text("id"));
        world.add(charge);
        world.events().happened("charge.succeeded", charge);
        return charge;
    }

    Doc failed(Doc intent, Doc method, Decline decline) {
        Doc charge = attempt(intent, method, decline)
                .set("status", "failed")
                .set("failure_code", decline.code())
                .set("failure_message", decline.message());
        world.add(charge);
        world.events().happened("charge.failed", charge);
        return charge;
    }

    private Doc attempt(Doc intent, Doc method, @Nullable Decline decline) {
        return world.blank(Kind.CHARGE)
                .set("amount", intent.get("amount"))
                .set("billing_details", method.child("billing_details").copy())
                .set("created", world.now(intent))
                .set("currency", intent.get("currency"))
                .set("customer", intent.get("customer"))
                .set("description", intent.get("description"))
                .set("metadata", intent.child("metadata").copy())
                .set("outcome", outcome(decline))
                .set("payment_intent", intent.get("id"))
                .set("payment_method", method.get("id"))
                .set("payment_method_details", Doc.of("card", look(method, intent), "type", "card"))
                .set("_parent", intent.get("id"))
                .set("_clock", world.clockOf(intent));
    }

    private Doc look(Doc method, Doc intent) {
        Doc card = method.child("card");
        Doc look = world.blank("charge_card");
        look.names().stream().filter(card::has).toList().forEach(name -> look.set(name, card.get(name)));
        look.set("network", card.get("brand"))
                .child("overcapture")
                .set("maximum_amount_capturable", intent.get("amount"));
        return look.copy();
    }

    private static Doc outcome(@Nullable Decline decline) {
        return Doc.of(
                "advice_code", decline == null ? null : decline.adviceCode(),
                "network_advice_code", null,
                "network_decline_code", null,
                "network_status", decline == null ? "approved_by_network" : "declined_by_network",
                "reason", decline == null ? null : decline.reason(),
                "risk_level", "normal",
                "risk_score", 10,
                "seller_message",
                        decline == null ? "Payment complete." : "The bank did not return any further details.",
                "type", decline == null ? "authorized" : "issuer_declined");
    }

    private Doc taken(Doc charge) {
        long amount = charge.number("amount");
        long fee = (amount * FEE_BASIS_POINTS + 5_000) / 10_000 + FEE_FIXED;
        return world.add(world.blank(Kind.BALANCE_TRANSACTION)
                .set("amount", amount)
                .set("available_on", charge.get("created"))
                .set("created", charge.get("created"))
                .set("currency", charge.get("currency"))
                .set("description", charge.get("description"))
                .set("fee", fee)
                .set("net", amount - fee)
                .set("source", charge.get("id")));
    }
}
