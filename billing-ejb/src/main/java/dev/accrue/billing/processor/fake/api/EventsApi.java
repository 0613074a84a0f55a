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
import java.util.List;
import java.util.function.Predicate;

/**
 * What happened, newest first. Stripe keeps events for thirty days, the simulator for good.
 *
 * @see <a href="https://docs.stripe.com/api/events">Stripe: Events</a>
 */
final class EventsApi {

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "type", "types[]", "delivery_success", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.get("/v1/events", LIST, this::list);
        routes.get("/v1/events/{id}", ParameterSchema.of(), this::retrieve);
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params);
        List<String> types = params.texts("types");
        if (!types.isEmpty() && params.text("type").isPresent()) {
            throw StripeError.invalid("You may pass either type or types, but not both.", "type");
        }
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.EVENT),
                event -> created.test(event)
                        && (types.isEmpty() || types.contains(event.text("type")))
                        && params.text("type")
                                .map(type -> isOfType(event, type))
                                .orElse(true)
                        && params.flag("delivery_success")
                                .map(delivered -> delivered == (event.number("pending_webhooks") == 0))
                                .orElse(true));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.EVENT, call.id()), Fields.expand(call.params()));
    }

    /** {@code charge.*} means every type below it. */
    private static boolean isOfType(Doc event, String type) {
        return type.endsWith("*")
                ? event.text("type").startsWith(type.substring(0, type.length() - 1))
                : event.is("type", type);
    }
}
