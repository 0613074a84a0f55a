package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Optional;

/**
 * The life of a payment intent.
 *
 * <p>It waits for a payment method, then for confirmation. Confirmed, it either succeeds with a charge, or returns to
 * waiting for another method after a decline, or waits for the customer to authenticate, who succeeds or fails at it.
 *
 * @see <a href="https://docs.stripe.com/payments/paymentintents/lifecycle">Stripe: How PaymentIntents work</a>
 */
public final class Payments {

    private final Billing billing;
    private final World world;

    Payments(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** A new intent that waits for a payment method; the caller fills in the rest and adds it. */
    public Doc blank(long amount, String currency) {
        Doc intent = world.blank(Kind.PAYMENT_INTENT).set("amount", amount).set("currency", currency);
        return intent.set("client_secret", world.newSecret(intent.text("id")));
    }

    /** Tries to pay with this method. A decline is remembered by the intent and answered here, never thrown. */
    public Outcome confirm(Doc intent, Doc method, boolean offSession) {
        requireUnpaid(intent);
        if (!asksCustomer(method)) {
            return charge(intent, method);
        }
        boolean nobodyThere = offSession && !intent.has("_invoice");
        return nobodyThere ? decline(intent, method, Decline.AUTHENTICATION_REQUIRED) : askCustomer(intent, method);
    }

    /** The customer answers the bank's question, or fails to. */
    public Outcome authenticate(Doc intent, boolean proven) {
        if (!intent.is("status", "requires_action", "requires_confirmation")) {
            throw unexpected(intent);
        }
        Doc method = world.get(Kind.PAYMENT_METHOD, intent.text("payment_method"));
        if (!proven) {
            return decline(intent, method, Decline.AUTHENTICATION_FAILED);
        }
        if (intent.is("setup_future_usage", "off_session")) {
            method.set("_set_up", true);
            world.save(method);
        }
        return charge(intent, method);
    }

    public void cancel(Doc intent, String reason) {
        requireUnpaid(intent);
        intent.set("status", "canceled")
                .set("canceled_at", world.now(intent))
                .set("cancellation_reason", reason)
                .set("next_action", null);
        world.save(intent);
        world.events().happened("payment_intent.canceled", intent);
    }

    /** Whether its bank wants to ask the customer before the card is charged. */
    boolean asksCustomer(Doc method) {
        return switch (billing.methods().card(method).authentication()) {
            case NEVER -> false;
            case UNLESS_SET_UP -> !method.isTrue("_set_up");
            case ALWAYS -> true;
        };
    }

    private Outcome askCustomer(Doc intent, Doc method) {
        intent.set("status", "requires_action")
                .set("payment_method", method.text("id"))
                .set("last_payment_error", null)
                .set("next_action", question(intent));
        world.save(intent);
        world.events().happened("payment_intent.requires_action", intent);
        return Outcome.NEEDS_CUSTOMER;
    }

    /** What Stripe.js needs to show the bank's question. */
    static Doc question(Doc intent) {
        return Doc.of(
                "type",
                "use_stripe_sdk",
                "use_stripe_sdk",
                Doc.of(
                        "type",
                        "three_d_secure_redirect",
                        "stripe_js",
                        "https://hooks.stripe.invalid/3d_secure/" + intent.text("id")));
    }

    private Outcome charge(Doc intent, Doc method) {
        Optional<Decline> refusal = billing.methods().refusal(method);
        if (refusal.isPresent()) {
            return decline(intent, method, refusal.get());
        }
        Doc charge = billing.charges().succeeded(intent, method);
        intent.set("status", "succeeded")
                .set("amount_received", intent.get("amount"))
                .set("latest_charge", charge.text("id"))
                .set("payment_method", method.text("id"))
                .set("last_payment_error", null)
                .set("next_action", null);
        world.save(intent);
        world.events().happened("payment_intent.succeeded", intent);
        saveForLater(intent, method);
        intent.findText("_invoice")
                .map(id -> world.get(Kind.INVOICE, id))
                .ifPresent(invoice -> billing.collecting().paid(invoice, intent));
        return Outcome.PAID;
    }

    private Outcome decline(Doc intent, Doc method, Decline decline) {
        Doc error = decline.error().set("payment_method", world.render(method));
        if (decline != Decline.AUTHENTICATION_FAILED) { // then the bank was never asked for money
            String charge = billing.charges().failed(intent, method, decline).text("id");
            error.set("charge", charge);
            intent.set("latest_charge", charge);
        }
        if (decline.isHard()) {
            intent.set("_refused_for_good", method.text("id"));
        }
        intent.set("status", "requires_payment_method")
                .set("payment_method", null)
                .set("last_payment_error", error)
                .set("next_action", null);
        world.save(intent);
        world.events().happened("payment_intent.payment_failed", intent);
        return Outcome.declined(error.copy().set("payment_intent", world.render(intent)));
    }

    private void saveForLater(Doc intent, Doc method) {
        if (intent.hasValue("setup_future_usage") && intent.hasValue("customer") && !method.hasValue("customer")) {
            billing.methods().attach(method, world.get(Kind.CUSTOMER, intent.text("customer")));
        }
    }

    private static void requireUnpaid(Doc intent) {
        if (intent.is("status", "succeeded", "canceled")) {
            throw unexpected(intent);
        }
    }

    private static StripeError unexpected(Doc intent) {
        return StripeError.invalid(
                "payment_intent_unexpected_state",
                "This PaymentIntent's status is " + intent.text("status") + ", which does not allow this.",
                null);
    }
}
