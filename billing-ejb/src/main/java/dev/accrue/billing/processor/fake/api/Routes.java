package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Everything the simulator answers to: its table of contents. */
public final class Routes {

    private final List<Route> all = new ArrayList<>();
    private final Doc stripes = stripesParameters();

    private Routes() {}

    public static Routes all() {
        Routes routes = new Routes();
        new CustomersApi().addTo(routes);
        new TaxIdsApi().addTo(routes);
        new BalanceTransactionsApi().addTo(routes);
        new ProductsApi().addTo(routes);
        new PricesApi().addTo(routes);
        new PaymentMethodsApi().addTo(routes);
        new CouponsApi().addTo(routes);
        new PromotionCodesApi().addTo(routes);
        new TaxRatesApi().addTo(routes);
        new SubscriptionsApi().addTo(routes);
        new SubscriptionItemsApi().addTo(routes);
        new SubscriptionSchedulesApi().addTo(routes);
        new InvoicePreviewApi().addTo(routes);
        new InvoicesApi().addTo(routes);
        new InvoiceItemsApi().addTo(routes);
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
        add(Route.of("GET", path, schema, handler));
    }

    void post(String path, ParameterSchema schema, Handler handler) {
        add(Route.of("POST", path, schema, handler));
    }

    void delete(String path, ParameterSchema schema, Handler handler) {
        add(Route.of("DELETE", path, schema, handler));
    }

    public List<Route> list() {
        return List.copyOf(all);
    }

    private void add(Route route) {
        all.add(route.knowing(Set.copyOf(stripes.texts(route.toString()))));
    }

    /** Which parameters Stripe takes on each route, so that what is merely not simulated is not called unknown. */
    private static Doc stripesParameters() {
        try (InputStream json = Routes.class.getResourceAsStream("parameters.json")) {
            byte[] bytes = Objects.requireNonNull(json).readAllBytes();
            return Doc.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A route found for a call. */
    public record Match(Route route, Call call) {}
}
