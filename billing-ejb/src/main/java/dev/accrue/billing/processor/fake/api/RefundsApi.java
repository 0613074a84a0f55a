package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.function.Predicate;

/**
 * Refunds of a charge, named by itself or by its payment intent.
 *
 * @see <a href="https://docs.stripe.com/api/refunds">Stripe: Refunds</a>
 */
final class RefundsApi {

    private static final ParameterSchema CREATE =
            ParameterSchema.of("charge", "payment_intent", "amount", "reason", "metadata.*");

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "charge", "payment_intent", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/refunds", CREATE, this::create);
        routes.get("/v1/refunds", LIST, this::list);
        routes.get("/v1/refunds/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/refunds/{id}", ParameterSchema.of("metadata.*"), this::update);
    }

    private Doc create(Billing billing, Call call) {
        Params params = call.params();
        params.oneOf("reason", "duplicate", "fraudulent", "requested_by_customer");
        Doc refund = billing.refunds().refund(charge(billing.world(), params), params.whole("amount"), r -> {
            Fields.metadata(params, r);
            Fields.texts(params, r, "reason");
        });
        return billing.world().render(refund, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.REFUND, call.id()), Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        Doc refund = billing.world().need(Kind.REFUND, call.id());
        billing.world().change(refund, "refund.updated", r -> Fields.metadata(call.params(), r));
        return billing.world().render(refund, Fields.expand(call.params()));
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params);
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.REFUND).parent(params.text("charge").orElse(null)),
                refund -> created.test(refund)
                        && params.text("payment_intent")
                                .map(intent -> refund.is("payment_intent", intent))
                                .orElse(true));
    }

    private static Doc charge(World world, Params params) {
        if (params.text("charge").isPresent()) {
            return world.need(Kind.CHARGE, params.need("charge"), "charge");
        }
        String id = params.text("payment_intent")
                .orElseThrow(() -> StripeError.invalid(
                        "One of the following params should be provided for this request: payment_intent or charge.",
                        null));
        Doc intent = world.need(Kind.PAYMENT_INTENT, id, "payment_intent");
        return intent.findText("latest_charge")
                .map(charge -> world.get(Kind.CHARGE, charge))
                .filter(charge -> charge.isTrue("paid"))
                .orElseThrow(() -> StripeError.invalid(
                        "This PaymentIntent (" + id + ") does not have a successful charge to refund.", null));
    }
}
