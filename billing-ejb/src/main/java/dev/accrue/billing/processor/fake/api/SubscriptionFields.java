package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.Prorating;
import dev.accrue.billing.processor.fake.engine.Taxes;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import java.util.Optional;

/** Parameters that a subscription takes at its beginning and later. */
final class SubscriptionFields {

    private SubscriptionFields() {}

    static void writeSettings(Params params, Doc subscription) {
        Params settings = params.child("payment_settings");
        Doc payment = subscription.child("payment_settings");
        settings.oneOf("save_default_payment_method", "off", "on_subscription")
                .ifPresent(value -> payment.set("save_default_payment_method", value));
        Fields.lists(settings, payment, "payment_method_types");
        params.child("trial_settings")
                .child("end_behavior")
                .oneOf("missing_payment_method", "cancel", "create_invoice", "pause")
                .ifPresent(value ->
                        subscription.child("trial_settings", "end_behavior").set("missing_payment_method", value));
        params.oneOf("collection_method", "charge_automatically", "send_invoice")
                .ifPresent(value -> subscription.set("collection_method", value));
        params.flag("off_session");
    }

    static Prorating prorating(Params params) {
        return Prorating.of(params.oneOf("proration_behavior", "always_invoice", "create_prorations", "none")
                .orElse("create_prorations"));
    }

    static void writeTax(Params params, Doc subscription) {
        params.child("automatic_tax").flag("enabled").ifPresent(enabled -> Taxes.enable(subscription, enabled));
    }

    static boolean wantsTax(Params params) {
        return params.child("automatic_tax").flag("enabled").orElse(false);
    }

    static void writePayer(Billing billing, Params params, Doc subscription) {
        writePayer(billing, params, subscription, subscription);
    }

    /** Writes the payment method, which has to be that of the owner's customer. */
    static void writePayer(Billing billing, Params params, Doc owner, Doc payer) {
        String name = "default_payment_method";
        if (params.has(name)) {
            Doc customer = billing.world().get(Kind.CUSTOMER, owner.text("customer"));
            payer.set(
                    name,
                    params.text(name)
                            .map(id -> billing.methods()
                                    .resolveFor(customer, id, name)
                                    .text("id"))
                            .orElse(null));
        }
    }

    static void writeBillingMode(Params params, Doc subscription, long now) {
        Params mode = params.child("billing_mode");
        String type = mode.oneOf("type", "classic", "flexible").orElse("flexible");
        if (type.equals("classic")) {
            subscription.child("billing_mode").set("type", type).set("flexible", null);
        } else {
            makeFlexible(mode, subscription, now);
        }
    }

    /** There is no way back from flexible billing mode, nor from itemised discounts. */
    static void makeFlexible(Params mode, Doc subscription, long now) {
        Doc chosen = subscription.child("billing_mode");
        Doc flexible = chosen.findChild("flexible").orElseGet(() -> Doc.of("proration_discounts", "included"));
        Optional<String> discounts = mode.child("flexible").oneOf("proration_discounts", "included", "itemized");
        if (flexible.is("proration_discounts", "itemized")
                && discounts.filter("included"::equals).isPresent()) {
            throw StripeError.invalid(
                    "Proration discounts that are itemized cannot be included again.",
                    "billing_mode[flexible][proration_discounts]");
        }
        discounts.ifPresent(value -> flexible.set("proration_discounts", value));
        chosen.set("type", "flexible").set("flexible", flexible).set("updated_at", now);
    }

    static void writeDetails(Params params, Doc subscription) {
        Params details = params.child("cancellation_details");
        details.oneOf(
                "feedback",
                "customer_service",
                "low_quality",
                "missing_features",
                "other",
                "switched_service",
                "too_complex",
                "too_expensive",
                "unused");
        Fields.texts(details, subscription.child("cancellation_details"), "comment", "feedback");
    }
}
