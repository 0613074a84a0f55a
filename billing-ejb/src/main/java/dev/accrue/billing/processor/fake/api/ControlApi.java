package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.AccountSettings;
import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.Outcome;
import dev.accrue.billing.processor.fake.engine.SetupIntents;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.FailureScripts;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Optional;

/**
 * What Stripe has no API for, because there it is people, banks and bad luck: the customer in front of the bank's
 * question, failures to order, and what the dashboard sets.
 */
final class ControlApi {

    private static final ParameterSchema AUTHENTICATE = ParameterSchema.of("outcome!", "payment_method");

    private static final ParameterSchema FAIL =
            ParameterSchema.of("effect!", "method", "path", "times", "status", "code", "millis");

    void addTo(Routes routes) {
        routes.post("/v1/_control/payment_intents/{id}/authenticate", AUTHENTICATE, this::authenticate);
        routes.post("/v1/_control/customers/{id}/discount", ParameterSchema.of("coupon!"), this::discount);
        routes.post(
                "/v1/_control/setup_intents/{id}/authenticate",
                ParameterSchema.of("outcome!"),
                this::authenticateSetup);
        routes.post("/v1/_control/payment_methods/{id}/refuse", ParameterSchema.of("decline!"), this::refuse);
        routes.post("/v1/_control/failures", FAIL, this::fail);
        routes.get("/v1/_control/failures", ParameterSchema.of(), this::failures);
        routes.delete("/v1/_control/failures", ParameterSchema.of(), this::forgetFailures);
        routes.get("/v1/_control/settings", ParameterSchema.of(), this::settings);
        routes.post("/v1/_control/settings", ParameterSchema.of("after_retries"), this::changeSettings);
        routes.post("/v1/_control/events/{id}/resend", ParameterSchema.of(), this::resend);
    }

    /**
     * The customer confirms in the browser, with another card when one is given, and passes the bank's question or not.
     */
    private Doc authenticate(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc intent = world.need(Kind.PAYMENT_INTENT, call.id());
        boolean proven = isProven(params);
        params.text("payment_method").ifPresent(id -> offer(billing, intent, id));
        Outcome outcome = billing.payments().authenticate(intent, proven);
        Optional<String> invoice = intent.findText("_invoice");
        if (!outcome.isPaid() && invoice.isPresent()) {
            billing.collecting().failedByCustomer(world.get(Kind.INVOICE, invoice.get()), outcome);
        }
        return world.render(intent, Fields.expand(params));
    }

    /** Stripe's dashboard applies coupons to customers; the parameter for it has left the API. */
    private Doc discount(Billing billing, Call call) {
        World world = billing.world();
        Doc customer = world.need(Kind.CUSTOMER, call.id());
        Doc coupon = world.need(Kind.COUPON, call.params().need("coupon"), "coupon");
        billing.discounts().give(customer, CouponsApi.current(world, coupon));
        return world.render(customer);
    }

    private static boolean isProven(Params params) {
        return params.oneOf("outcome", "success", "fail").orElseThrow().equals("success");
    }

    /** The same for a card that is saved for later. */
    private Doc authenticateSetup(Billing billing, Call call) {
        Doc intent = billing.world().need(Kind.SETUP_INTENT, call.id());
        SetupIntents.authenticate(billing, intent, isProven(call.params()));
        return billing.world().render(intent, Fields.expand(call.params()));
    }

    /** The bank refuses the card from now on, which was lost, say. */
    private Doc refuse(Billing billing, Call call) {
        Doc method = billing.world().need(Kind.PAYMENT_METHOD, call.id());
        billing.methods().refuse(method, call.params().need("decline"));
        return billing.world().render(method);
    }

    private Doc fail(Billing billing, Call call) {
        Params params = call.params();
        String effect = params.need("effect");
        if (!FailureScripts.EFFECTS.contains(effect)) {
            throw StripeError.invalid("effect must be one of " + FailureScripts.EFFECTS, "effect");
        }
        Doc script = Doc.of("effect", effect, "method", "*", "path", "**", "times", 1, "status", 500, "millis", 0);
        Fields.texts(params, script, "method", "path", "code");
        Fields.wholes(params, script, "times", "status", "millis");
        return billing.world().render(new FailureScripts(billing.world()).add(script));
    }

    private Doc failures(Billing billing, Call call) {
        return new FailureScripts(billing.world()).list(call.path());
    }

    private Doc forgetFailures(Billing billing, Call call) {
        new FailureScripts(billing.world()).clear();
        return failures(billing, call);
    }

    private Doc settings(Billing billing, Call call) {
        return billing.world().render(billing.settings().read());
    }

    private Doc changeSettings(Billing billing, Call call) {
        call.params()
                .oneOf("after_retries", AccountSettings.AFTER_RETRIES.toArray(String[]::new))
                .ifPresent(billing.settings()::afterRetries);
        return settings(billing, call);
    }

    private Doc resend(Billing billing, Call call) {
        Doc event = billing.world().need(Kind.EVENT, call.id());
        billing.world().events().resend(event);
        return billing.world().render(event);
    }

    private static void offer(Billing billing, Doc intent, String method) {
        Doc card = billing.methods().resolve(method, "payment_method");
        intent.set("payment_method", card.text("id"));
        if (intent.is("status", "requires_payment_method")) {
            intent.set("status", "requires_confirmation");
        }
        billing.world().save(intent);
    }
}
