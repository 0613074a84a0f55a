package dev.accrue.billing.processor.stripe;

import com.stripe.Stripe;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.param.WebhookEndpointCreateParams.EnabledEvent;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Fetch.Urgency;
import dev.accrue.billing.processor.InvoicePreview;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Page;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.processor.Step;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.time.SystemClock;
import jakarta.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stripe as a {@link Processor}, over whichever {@link Transport}: HTTP in production, the simulator elsewhere.
 *
 * <p>Answers are the very JSON that came. Stripe replays the first answer to a POST that is sent again under its key.
 * It does so for no DELETE: performing one of those again finds nothing and ends in
 * {@link RefusedException#isNotFound()}, so whoever does not know whether it was done reads the object first.
 */
public final class StripeProcessor implements Processor {

    private static final Secret SIMULATOR_KEY = new Secret("sk_test_simulator");

    /** What features project and Stripe shows only when asked to. */
    private static final Map<String, List<String>> ON_REQUEST = Map.of("price", List.of("currency_options", "tiers"));

    private static final String ALL_TYPES = "*";

    private static final Set<String> EVENT_TYPES = Stream.of(EnabledEvent.values())
            .map(EnabledEvent::getValue)
            .filter(type -> !type.equals(ALL_TYPES))
            .collect(Collectors.toUnmodifiableSet());

    private final StripeCalls calls;
    private final NestedLists nested;

    StripeProcessor(StripeCalls calls) {
        this.calls = calls;
        this.nested = new NestedLists(calls);
    }

    /** A processor outside of a container, for tests and tools. */
    public static StripeProcessor over(Transport transport, BillingConfig config, SystemClock clock) {
        return over(transport, config, clock, new TransactionGuard(Optional.empty()));
    }

    static StripeProcessor over(Transport transport, BillingConfig config, SystemClock clock, TransactionGuard guard) {
        Secret key = config.simulated()
                ? SIMULATOR_KEY
                : config.stripe().secretKey().orElseThrow(() -> new IllegalArgumentException("no Stripe key"));
        StripeCalls.Access access =
                new StripeCalls.Access(key, config.livemode(), config.stripe().maxRetries());
        RateGate gate = config.simulated()
                ? RateGate.OPEN
                : new TokenBuckets(config.stripe().rateLimit());
        StripeHttpBridge bridge = new StripeHttpBridge(transport, gate, access.livemode());
        return new StripeProcessor(new StripeCalls(access, bridge, gate, guard, clock));
    }

    @Override
    public String apiVersion() {
        return Stripe.API_VERSION;
    }

    @Override
    public Set<String> eventTypes() {
        return EVENT_TYPES;
    }

    @Override
    public Answer perform(Command command, Step step) {
        StripeRoutes.Route route = StripeRoutes.of(command.kind());
        StripeCall call = new StripeCall(
                command.kind().name(),
                step.account(),
                Urgency.CALLER,
                route.method(),
                StripeRoutes.path(command),
                FormParameters.encode(command.parameters()),
                step.idempotencyKey());
        return completeIfPossible(calls.send(call), call);
    }

    @Override
    public Answer fetch(Fetch fetch) {
        String name = "FETCH " + fetch.type();
        String path = StripeRoutes.path(fetch, name);
        List<String> expand = Stream.concat(
                        fetch.expand().stream(), ON_REQUEST.getOrDefault(fetch.type(), List.of()).stream())
                .toList();
        String query = expand.isEmpty() ? "" : FormParameters.encode(Map.of("expand", expand));
        StripeCall call = StripeCall.get(name, fetch.account(), fetch.urgency(), path, query);
        return nested.complete(calls.send(call), call, expand);
    }

    @Override
    public Page list(Listing listing) {
        String name = "LIST " + listing.type();
        PathTemplate path = StripeRoutes.path(listing, name);
        Map<String, String> query = new TreeMap<>(listing.filters());
        path.places().forEach(query::remove);
        query.putIfAbsent("limit", "100");
        Answer answer = calls.send(StripeCall.get(
                name,
                listing.account(),
                Urgency.BACKGROUND,
                path.fill(listing.filters()),
                FormParameters.encode(query)));
        if (!(answer.object().get("data") instanceof JsonArray)) {
            throw StripeErrors.malformed(name, 200, answer.requestId());
        }
        return new Page(Json.children(answer.object(), "data"), Json.isTrue(answer.object(), "has_more"));
    }

    @Override
    public Answer preview(InvoicePreview preview) {
        StripeCall call = new StripeCall(
                "PREVIEW invoice",
                preview.account(),
                Urgency.CALLER,
                RequestMethod.POST,
                StripeRoutes.PREVIEW,
                FormParameters.encode(preview.parameters()),
                "");
        return completeIfPossible(calls.send(call), call);
    }

    /** The command was performed, so no failure to read more may say otherwise: a list then keeps its has_more. */
    private Answer completeIfPossible(Answer answer, StripeCall call) {
        try {
            return nested.complete(answer, call, List.of());
        } catch (ProcessorException e) {
            return answer;
        }
    }
}
