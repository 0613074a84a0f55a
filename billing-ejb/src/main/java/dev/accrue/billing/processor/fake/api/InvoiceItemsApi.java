package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import java.util.function.Predicate;

/**
 * Invoice items, which come from changes of subscriptions; none is made here.
 *
 * @see <a href="https://docs.stripe.com/api/invoiceitems">Stripe: Invoice items</a>
 */
final class InvoiceItemsApi {

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "customer", "invoice", "pending", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.get("/v1/invoiceitems", LIST, this::list);
        routes.get("/v1/invoiceitems/{id}", ParameterSchema.of(), this::retrieve);
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params, "date");
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.INVOICE_ITEM).customer(params.text("customer").orElse(null)),
                item -> created.test(item)
                        && params.flag("pending")
                                .map(pending -> pending != item.hasValue("invoice"))
                                .orElse(true)
                        && params.text("invoice")
                                .map(invoice -> item.is("invoice", invoice))
                                .orElse(true));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.INVOICE_ITEM, call.id()), Fields.expand(call.params()));
    }
}
