package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything the simulator answers to: its table of contents. */
public final class Routes {

    private final List<Route> all = new ArrayList<>();

    private Routes() {}

    public static Routes all() {
        Routes routes = new Routes();
        new CustomersApi().addTo(routes);
        new ProductsApi().addTo(routes);
        new PricesApi().addTo(routes);
        new PaymentMethodsApi().addTo(routes);
        new SubscriptionsApi().addTo(routes);
        new SubscriptionItemsApi().addTo(routes);
        new InvoicesApi().addTo(routes);
        new InvoicePaymentsApi().addTo(routes);
        new PaymentIntentsApi().addTo(routes);
        new SetupIntentsApi().addTo(routes);
        new ChargesApi().addTo(routes);
        new RefundsApi().addTo(routes);
        new EventsApi().addTo(routes);
        new WebhookEndpointsApi().addTo(routes);
        new TestClocksApi().addTo(routes);
        new ControlApi().addTo(routes);
        return routes;
    }

    /** The route for this call, and the call with its placeholders filled in. */
    public Match match(Call call) {
        for (Route route : all) {
            Optional<Map<String, String>> variables = route.match(call.method(), call.path());
            if (variables.isPresent()) {
                return new Match(route, call.matched(variables.get()));
            }
        }
        throw StripeError.unrecognizedUrl(call.method(), call.path());
    }

    void get(String path, ParameterSchema schema, Handler handler) {
        all.add(Route.of("GET", path, schema, handler));
    }

    void post(String path, ParameterSchema schema, Handler handler) {
        all.add(Route.of("POST", path, schema, handler));
    }

    void delete(String path, ParameterSchema schema, Handler handler) {
        all.add(Route.of("DELETE", path, schema, handler));
    }

    @Override
    public String toString() {
        return String.join("\n", all.stream().map(Route::toString).sorted().toList());
    }

    /** A route found for a call. */
    public record Match(Route route, Call call) {}
}
