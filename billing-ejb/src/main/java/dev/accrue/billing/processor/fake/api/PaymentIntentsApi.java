package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.Outcome;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Single payments, and the payments behind invoices.
 *
 * @see <a href="https://docs.stripe.com/api/payment_intents">Stripe: Payment intents</a>
 */
final class PaymentIntentsApi {

    private static final ParameterSchema CREATE = ParameterSchema.of(
            "amount!",
            "currency!",
            "customer",
            "payment_method",
            "confirm",
            "off_session",
            "description",
            "metadata.*",
            "receipt_email",
            "return_url",
            "setup_future_usage",
            "statement_descriptor",
            "statement_descriptor_suffix",
            "payment_method_types[]",
            "automatic_payment_methods.enabled",
            "automatic_payment_methods.allow_redirects");

    private static final ParameterSchema CONFIRM =
            ParameterSchema.of("payment_method", "off_session", "return_url", "setup_future_usage", "receipt_email");

    private static final ParameterSchema UPDATE =
            ParameterSchema.of("description", "metadata.*", "receipt_email", "setup_future_usage", "payment_method");

    private static final ParameterSchema LIST =
            ParameterSchema.ofList("customer", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/payment_intents", CREATE, this::create);
        routes.get("/v1/payment_intents", LIST, this::list);
        routes.get("/v1/payment_intents/{id}", ParameterSchema.of("client_secret"), this::retrieve);
        routes.post("/v1/payment_intents/{id}", UPDATE, this::update);
        routes.post("/v1/payment_intents/{id}/confirm", CONFIRM, this::confirm);
        routes.post("/v1/payment_intents/{id}/cancel", ParameterSchema.of("cancellation_reason"), this::cancel);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc intent = billing.payments().blank(amount(params), Fields.currency(params));
        Optional<Doc> customer = params.text("customer").map(id -> world.need(Kind.CUSTOMER, id, "customer"));
        String clock = customer.map(world::clockOf).orElse("");
        intent.set("created", world.nowOn(clock)).set("_clock", clock);
        customer.ifPresent(owner -> intent.set("customer", owner.text("id")));
        Fields.lists(params, intent, "payment_method_types");
        Fields.texts(params, intent, "statement_descriptor", "statement_descriptor_suffix");
        automaticMethods(params, intent);
        write(params, intent);
        chooseMethod(billing, params, intent);
        world.add(intent);
        world.events().happened("payment_intent.created", intent);
        if (params.flag("confirm").orElse(false)) {
            confirm(billing, intent, params);
        }
        return world.render(intent, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        Doc intent = billing.world().need(Kind.PAYMENT_INTENT, call.id());
        return billing.world().render(intent, Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        Doc intent = billing.world().need(Kind.PAYMENT_INTENT, call.id());
        write(call.params(), intent);
        chooseMethod(billing, call.params(), intent);
        billing.world().save(intent);
        return billing.world().render(intent, Fields.expand(call.params()));
    }

    private Doc confirm(Billing billing, Call call) {
        Doc intent = billing.world().need(Kind.PAYMENT_INTENT, call.id());
        write(call.params(), intent);
        chooseMethod(billing, call.params(), intent);
        confirm(billing, intent, call.params());
        return billing.world().render(intent, Fields.expand(call.params()));
    }

    private Doc cancel(Billing billing, Call call) {
        Doc intent = billing.world().need(Kind.PAYMENT_INTENT, call.id());
        Optional<String> reason = call.params()
                .oneOf("cancellation_reason", "abandoned", "duplicate", "fraudulent", "requested_by_customer");
        billing.payments().cancel(intent, reason.orElse("requested_by_customer"));
        return billing.world().render(intent, Fields.expand(call.params()));
    }

    private Doc list(Billing billing, Call call) {
        Predicate<Doc> created = ListPage.created(call.params());
        Query intents = Query.of(Kind.PAYMENT_INTENT)
                .customer(call.params().text("customer").orElse(null));
        return ListPage.of(billing.world(), call, intents, created);
    }

    private static void confirm(Billing billing, Doc intent, Params params) {
        Doc method = intent.findText("payment_method")
                .map(id -> billing.world().get(Kind.PAYMENT_METHOD, id))
                .orElseThrow(() -> StripeError.invalid(
                        "payment_intent_unexpected_state",
                        "You cannot confirm this PaymentIntent because it's missing a payment method.",
                        null));
        Outcome outcome = billing.payments()
                .confirm(intent, method, params.flag("off_session").orElse(false));
        Doc error = outcome.error();
        if (error != null) {
            intent.findText("_invoice")
                    .ifPresent(id -> billing.collecting()
                            .failedByCustomer(billing.world().get(Kind.INVOICE, id), outcome));
            throw StripeError.declined(error);
        }
    }

    private static void write(Params params, Doc intent) {
        Fields.texts(params, intent, "description", "receipt_email");
        Fields.metadata(params, intent);
        params.oneOf("setup_future_usage", "off_session", "on_session")
                .ifPresent(value -> intent.set("setup_future_usage", value));
    }

    private static void chooseMethod(Billing billing, Params params, Doc intent) {
        params.text("payment_method")
                .map(id -> billing.methods().resolve(id, "payment_method"))
                .ifPresent(method -> intent.set("payment_method", method.text("id"))
                        .set(
                                "status",
                                intent.is("status", "requires_payment_method")
                                        ? "requires_confirmation"
                                        : intent.get("status")));
    }

    private static void automaticMethods(Params params, Doc intent) {
        if (params.has("automatic_payment_methods")) {
            Params asked = params.child("automatic_payment_methods");
            Doc automatic = Doc.of("enabled", asked.flag("enabled").orElse(false));
            automatic.set(
                    "allow_redirects",
                    asked.oneOf("allow_redirects", "always", "never").orElse("always"));
            intent.set("automatic_payment_methods", automatic);
        }
    }

    private static long amount(Params params) {
        long amount = params.whole("amount").orElseThrow();
        if (amount < 1) {
            throw StripeError.invalid("parameter_invalid_integer", "Invalid positive integer", "amount");
        }
        return amount;
    }
}
