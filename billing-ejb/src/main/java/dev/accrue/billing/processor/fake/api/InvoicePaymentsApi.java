package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which payment intents pay which invoice.
 *
 * @see <a href="https://docs.stripe.com/api/invoice-payment">Stripe: Invoice payment</a>
 */
final class InvoicePaymentsApi {

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "invoice",
            "status",
            "payment.type",
            "payment.payment_intent",
            "created",
            "created.gt",
            "created.gte",
            "created.lt",
            "created.lte");

    void addTo(Routes routes) {
        routes.get("/v1/invoice_payments", LIST, this::list);
        routes.get("/v1/invoice_payments/{id}", ParameterSchema.of(), this::retrieve);
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        params.oneOf("status", "canceled", "open", "paid");
        Predicate<Doc> created = ListPage.created(params);
        Optional<String> intent = params.child("payment").text("payment_intent");
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.INVOICE_PAYMENT).parent(params.text("invoice").orElse(null)),
                payment -> created.test(payment)
                        && intent.map(id -> payment.child("payment").is("payment_intent", id))
                                .orElse(true)
                        && params.text("status")
                                .map(status -> payment.is("status", status))
                                .orElse(true));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world()
                .render(billing.world().need(Kind.INVOICE_PAYMENT, call.id()), Fields.expand(call.params()));
    }
}
