package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Cards. Stripe's test tokens ({@code pm_card_visa}) stand for a fresh card each time they are used.
 *
 * @see <a href="https://docs.stripe.com/testing#cards">Stripe: Testing, Cards</a>
 */
public final class PaymentMethods {

    private final World world;

    PaymentMethods(World world) {
        this.world = world;
    }

    /** The payment method of this id, or a new one when the id is a test token. */
    public Doc resolve(String idOrToken, String param) {
        return TestCard.ofToken(idOrToken)
                .map(this::create)
                .orElseGet(() -> world.need(Kind.PAYMENT_METHOD, idOrToken, param));
    }

    /** A payment method that the customer owns, or comes to own by this. */
    public Doc resolveFor(Doc customer, String idOrToken, String param) {
        Doc method = resolve(idOrToken, param);
        if (TestCard.ofToken(idOrToken).isPresent()) {
            attach(method, customer);
        } else if (!method.is("customer", customer.text("id"))) {
            throw StripeError.invalid(
                    "The customer does not have a payment method with the ID " + idOrToken
                            + ". The payment method must be attached to the customer.",
                    param);
        }
        return method;
    }

    /** Saves the card to the customer; a card that its bank refuses outright cannot be saved. */
    public void attach(Doc method, Doc customer) {
        if (method.hasValue("customer") && !method.is("customer", customer.text("id"))) {
            throw StripeError.invalid(
                    "payment_method_already_attached",
                    "The payment method you provided has already been attached to a customer.",
                    "payment_method");
        }
        if (method.isTrue("_detached")) {
            throw StripeError.invalid(
                    "A payment method that was detached from a customer may not be used again.", "payment_method");
        }
        Decline refusal = card(method).attachDecline();
        if (refusal != null) {
            throw StripeError.declined(refusal.error()).leavingNothing();
        }
        if (!method.hasValue("customer")) {
            method.set("customer", customer.text("id"));
            world.save(method);
            world.events().happened("payment_method.attached", method);
        }
    }

    public void detach(Doc method) {
        String owner = method.findText("customer")
                .orElseThrow(() -> StripeError.invalid(
                        "The payment method you provided is not attached to a customer so detachment is impossible.",
                        null));
        world.change(
                method, "payment_method.detached", m -> m.set("customer", null).set("_detached", true));
        forget(world.get(Kind.CUSTOMER, owner), method.text("id"));
    }

    /** The card's bank refuses charges from now on, for this reason. */
    public void refuse(Doc method, String reason) {
        if (Decline.ofReason(reason).isEmpty()) {
            throw StripeError.notSimulated("declines for the reason " + reason, "decline");
        }
        world.save(method.set("_refusal", reason));
    }

    /** Why the card's bank refuses a charge, if it does. */
    Optional<Decline> refusal(Doc method) {
        return method.findText("_refusal")
                .flatMap(Decline::ofReason)
                .or(() -> Optional.ofNullable(card(method).chargeDecline()));
    }

    TestCard card(Doc method) {
        return TestCard.named(method.text("_card")).orElseThrow();
    }

    private void forget(Doc customer, String method) {
        if (customer.child("invoice_settings").is("default_payment_method", method)) {
            world.change(
                    customer,
                    "customer.updated",
                    c -> c.child("invoice_settings").set("default_payment_method", null));
        }
    }

    private Doc create(TestCard card) {
        Doc looks = world.blank("card")
                .set("brand", card.brand())
                .set("display_brand", card.brand())
                .set("last4", card.last4())
                .set("fingerprint", "fp" + card.last4() + card.brand())
                .set("networks", Doc.of("available", List.of(card.brand()), "preferred", null));
        return world.add(world.blank(Kind.PAYMENT_METHOD)
                .set("created", world.now())
                .set("billing_details", world.blank("billing_details"))
                .set("card", looks)
                .set("_card", card.name()));
    }
}
