package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;

/**
 * Charges and the balance transactions behind them. They come from payment intents; none is made here.
 *
 * @see <a href="https://docs.stripe.com/api/charges">Stripe: Charges</a>
 */
final class ChargesApi {

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "customer", "payment_intent", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.get("/v1/charges", LIST, this::list);
        routes.get("/v1/charges/{id}", ParameterSchema.of(), retrieve(Kind.CHARGE));
        routes.get("/v1/charges/{id}/refunds", ParameterSchema.ofList(), this::refunds);
        routes.get("/v1/balance_transactions/{id}", ParameterSchema.of(), retrieve(Kind.BALANCE_TRANSACTION));
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.CHARGE)
                        .customer(params.text("customer").orElse(null))
                        .parent(params.text("payment_intent").orElse(null)),
                ListPage.created(params));
    }

    private Doc refunds(Billing billing, Call call) {
        Doc charge = billing.world().need(Kind.CHARGE, call.id());
        return ListPage.of(billing.world(), call, Query.of(Kind.REFUND).parent(charge.text("id")), any -> true);
    }

    private static Handler retrieve(Kind kind) {
        return (billing, call) ->
                billing.world().render(billing.world().need(kind, call.id()), Fields.expand(call.params()));
    }
}
