package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;

/**
 * The tax rates that automatic tax has come across; none is made here.
 *
 * @see <a href="https://docs.stripe.com/api/tax_rates">Stripe: Tax rates</a>
 */
final class TaxRatesApi {

    private static final ParameterSchema LIST = ParameterSchema.ofList("active", "inclusive");

    void addTo(Routes routes) {
        routes.get("/v1/tax_rates", LIST, this::list);
        routes.get("/v1/tax_rates/{id}", ParameterSchema.of(), this::retrieve);
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.TAX_RATE, call.id()), Fields.expand(call.params()));
    }

    private Doc list(Billing billing, Call call) {
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.TAX_RATE),
                rate -> call.params()
                                .flag("active")
                                .map(active -> rate.isTrue("active") == active)
                                .orElse(true)
                        && call.params()
                                .flag("inclusive")
                                .map(inclusive -> rate.isTrue("inclusive") == inclusive)
                                .orElse(true));
    }
}
