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
 * Where events go, beside the endpoints of the configuration. The secret is told once, when the endpoint is created.
 *
 * <p>An endpoint hears of the account it was created in; one that hears of connected accounts is configured.
 *
 * @see <a href="https://docs.stripe.com/api/webhook_endpoints">Stripe: Webhook endpoints</a>
 */
final class WebhookEndpointsApi {

    private static final ParameterSchema CREATE =
            ParameterSchema.of("url!", "enabled_events[]!", "api_version", "description", "metadata.*");

    private static final ParameterSchema UPDATE =
            ParameterSchema.of("url", "enabled_events[]", "description", "metadata.*", "disabled");

    void addTo(Routes routes) {
        routes.post("/v1/webhook_endpoints", CREATE, this::create);
        routes.get("/v1/webhook_endpoints", ParameterSchema.ofList(), this::list);
        routes.get("/v1/webhook_endpoints/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/webhook_endpoints/{id}", UPDATE, this::update);
        routes.delete("/v1/webhook_endpoints/{id}", ParameterSchema.of(), this::delete);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Doc endpoint = world.blank(Kind.WEBHOOK_ENDPOINT).set("created", world.now());
        String secret = "whsec_" + world.random();
        write(call.params(), endpoint);
        Fields.texts(call.params(), endpoint, "api_version");
        world.add(endpoint.set("_secret", secret).set("_connected", !world.isPlatform()));
        return world.render(endpoint, Fields.expand(call.params())).set("secret", secret);
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world()
                .render(billing.world().need(Kind.WEBHOOK_ENDPOINT, call.id()), Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        Doc endpoint = billing.world().need(Kind.WEBHOOK_ENDPOINT, call.id());
        write(call.params(), endpoint);
        call.params().flag("disabled").ifPresent(disabled -> endpoint.set("status", disabled ? "disabled" : "enabled"));
        billing.world().save(endpoint);
        return billing.world().render(endpoint, Fields.expand(call.params()));
    }

    private Doc delete(Billing billing, Call call) {
        Doc endpoint = billing.world().need(Kind.WEBHOOK_ENDPOINT, call.id());
        billing.world().remove(endpoint);
        return World.stub(endpoint);
    }

    private Doc list(Billing billing, Call call) {
        return ListPage.of(billing.world(), call, Query.of(Kind.WEBHOOK_ENDPOINT), any -> true);
    }

    private static void write(Params params, Doc endpoint) {
        Fields.texts(params, endpoint, "url", "description");
        Fields.lists(params, endpoint, "enabled_events");
        Fields.metadata(params, endpoint);
    }
}
