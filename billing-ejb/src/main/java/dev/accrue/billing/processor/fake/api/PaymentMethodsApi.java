package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;

/**
 * Saved cards. Card numbers are never taken, only Stripe's test tokens.
 *
 * @see <a href="https://docs.stripe.com/api/payment_methods">Stripe: Payment methods</a>
 */
final class PaymentMethodsApi {

    private static final ParameterSchema CREATE = ParameterSchema.of(
            "type!",
            "card!.token!",
            "metadata.*",
            "allow_redisplay",
            "billing_details.email",
            "billing_details.name",
            "billing_details.phone",
            "billing_details.address.city",
            "billing_details.address.country",
            "billing_details.address.line1",
            "billing_details.address.line2",
            "billing_details.address.postal_code",
            "billing_details.address.state");

    private static final ParameterSchema UPDATE = ParameterSchema.of(
            "metadata.*",
            "allow_redisplay",
            "billing_details.email",
            "billing_details.name",
            "billing_details.phone",
            "billing_details.address.city",
            "billing_details.address.country",
            "billing_details.address.line1",
            "billing_details.address.line2",
            "billing_details.address.postal_code",
            "billing_details.address.state",
            "card.exp_month",
            "card.exp_year");

    void addTo(Routes routes) {
        routes.post("/v1/payment_methods", CREATE, this::create);
        routes.get("/v1/payment_methods", ParameterSchema.ofList("customer", "type"), this::list);
        routes.get("/v1/payment_methods/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/payment_methods/{id}", UPDATE, this::update);
        routes.post("/v1/payment_methods/{id}/attach", ParameterSchema.of("customer!"), this::attach);
        routes.post("/v1/payment_methods/{id}/detach", ParameterSchema.of(), this::detach);
        routes.get("/v1/customers/{id}/payment_methods", ParameterSchema.ofList("type"), this::listOfCustomer);
    }

    private Doc create(Billing billing, Call call) {
        Params params = call.params();
        params.oneOf("type", "card");
        Doc method = billing.methods().resolve(params.child("card").need("token"), "card[token]");
        write(billing, params, method);
        billing.world().save(method);
        return billing.world().render(method, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        Doc method = billing.methods().resolve(call.id(), "payment_method");
        return billing.world().render(method, Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Doc method = world.need(Kind.PAYMENT_METHOD, call.id());
        world.change(method, "payment_method.updated", m -> {
            write(billing, call.params(), m);
            Fields.wholes(call.params().child("card"), m.child("card"), "exp_month", "exp_year");
        });
        return world.render(method, Fields.expand(call.params()));
    }

    private Doc attach(Billing billing, Call call) {
        World world = billing.world();
        Doc customer = world.need(Kind.CUSTOMER, call.params().need("customer"), "customer");
        Doc method = billing.methods().resolve(call.id(), "payment_method");
        billing.methods().attach(method, customer);
        return world.render(method, Fields.expand(call.params()));
    }

    private Doc detach(Billing billing, Call call) {
        Doc method = billing.world().need(Kind.PAYMENT_METHOD, call.id());
        billing.methods().detach(method);
        return billing.world().render(method, Fields.expand(call.params()));
    }

    /** Without a customer Stripe lists what is attached to none; the simulator then lists nothing. */
    private Doc list(Billing billing, Call call) {
        String customer = call.params().text("customer").orElse("");
        return list(billing, call, customer);
    }

    private Doc listOfCustomer(Billing billing, Call call) {
        billing.world().need(Kind.CUSTOMER, call.id());
        return list(billing, call, call.id());
    }

    private static Doc list(Billing billing, Call call, String customer) {
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.PAYMENT_METHOD).customer(customer),
                method -> call.params()
                        .text("type")
                        .map(type -> method.is("type", type))
                        .orElse(true));
    }

    private static void write(Billing billing, Params params, Doc method) {
        Fields.metadata(params, method);
        Fields.billingDetails(billing.world(), params, method);
        params.oneOf("allow_redisplay", "always", "limited", "unspecified")
                .ifPresent(value -> method.set("allow_redisplay", value));
    }
}
