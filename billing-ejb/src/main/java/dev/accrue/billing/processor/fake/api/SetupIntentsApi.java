package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.SetupIntents;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;

/**
 * Saving a card for later. The bank's question is simulated only for the card of a subscription with a trial;
 * confirming always succeeds otherwise, unless the card cannot be saved at all.
 *
 * @see <a href="https://docs.stripe.com/api/setup_intents">Stripe: Setup intents</a>
 */
final class SetupIntentsApi {

    private static final ParameterSchema CREATE = ParameterSchema.of(
            "customer!",
            "payment_method",
            "confirm",
            "description",
            "metadata.*",
            "payment_method_types[]",
            "automatic_payment_methods.enabled",
            "automatic_payment_methods.allow_redirects",
            "return_url",
            "usage");

    void addTo(Routes routes) {
        routes.post("/v1/setup_intents", CREATE, this::create);
        routes.get("/v1/setup_intents", ParameterSchema.ofList("customer"), this::list);
        routes.get("/v1/setup_intents/{id}", ParameterSchema.of("client_secret"), this::retrieve);
        routes.post(
                "/v1/setup_intents/{id}/confirm", ParameterSchema.of("payment_method", "return_url"), this::confirm);
    }

    private Doc create(Billing billing, Call call) {
        Params params = call.params();
        Doc customer = billing.world().need(Kind.CUSTOMER, params.need("customer"), "customer");
        Doc intent = SetupIntents.add(billing.world(), customer.text("id"));
        Fields.metadata(params, intent);
        Fields.texts(params, intent, "description");
        Fields.lists(params, intent, "payment_method_types");
        params.oneOf("usage", "off_session", "on_session").ifPresent(usage -> intent.set("usage", usage));
        chooseMethod(billing, params, intent);
        billing.world().save(intent);
        if (params.flag("confirm").orElse(false)) {
            succeed(billing, intent);
        }
        return billing.world().render(intent, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.SETUP_INTENT, call.id()), Fields.expand(call.params()));
    }

    private Doc confirm(Billing billing, Call call) {
        Doc intent = billing.world().need(Kind.SETUP_INTENT, call.id());
        chooseMethod(billing, call.params(), intent);
        succeed(billing, intent);
        return billing.world().render(intent, Fields.expand(call.params()));
    }

    private Doc list(Billing billing, Call call) {
        Query intents = Query.of(Kind.SETUP_INTENT)
                .customer(call.params().text("customer").orElse(null));
        return ListPage.of(billing.world(), call, intents, any -> true);
    }

    private static void chooseMethod(Billing billing, Params params, Doc intent) {
        params.text("payment_method")
                .map(id -> billing.methods().resolve(id, "payment_method"))
                .ifPresent(method ->
                        intent.set("payment_method", method.text("id")).set("status", "requires_confirmation"));
    }

    private static void succeed(Billing billing, Doc intent) {
        Doc method = intent.findText("payment_method")
                .map(id -> billing.world().get(Kind.PAYMENT_METHOD, id))
                .orElseThrow(() -> StripeError.invalid(
                        "setup_intent_unexpected_state",
                        "You cannot confirm this SetupIntent because it's missing a payment method.",
                        null));
        SetupIntents.succeed(billing, intent, method);
    }
}
