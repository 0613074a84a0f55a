package dev.accrue.billing.processor.stripe;

import com.stripe.Stripe;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.json.MalformedJsonException;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Stands between the SDK and the wire: every attempt of a call passes here once. Retries stay where the SDK has them,
 * in {@link HttpClient#requestWithRetries}, which heeds Stripe's {@code Stripe-Should-Retry}.
 *
 * <p>The SDK's telemetry ends here, per client, so that the process-wide switch stays the host's: the metrics header is
 * taken off, and the agent header that would create a file in the home directory and name the operating system is never
 * asked for.
 */
final class StripeHttpBridge extends HttpClient {

    /** The error code of an answer that is not one of Stripe's. */
    static final String MALFORMED_ANSWER = "malformed_answer";

    private static final String USER_AGENT = "Stripe/v1 JavaBindings/" + Stripe.VERSION + " AccrueForJakartaEE";
    private static final String TELEMETRY = "x-stripe-client-telemetry";
    private static final int TOO_MANY_REQUESTS = 429;

    private final Transport transport;
    private final RateGate gate;
    private final boolean livemode;

    StripeHttpBridge(Transport transport, RateGate gate, boolean livemode) {
        this.transport = transport;
        this.gate = gate;
        this.livemode = livemode;
    }

    @Override
    public StripeResponse request(StripeRequest request) throws StripeException {
        if (Thread.currentThread().isInterrupted()) { // the SDK would go on retrying, without its pauses
            throw new InterruptedCallException();
        }
        WireResponse answer = send(request);
        if (answer.status() == TOO_MANY_REQUESTS
                && !StripeErrors.LOCKED.equals(errorCode(answer).orElse(""))) {
            gate.slowDown(account(request), pause(answer));
        }
        return new StripeResponse(answer.status(), headers(answer), body(answer));
    }

    private WireResponse send(StripeRequest request) throws ApiConnectionException {
        try {
            return transport.send(wire(request));
        } catch (IOException e) {
            throw new ApiConnectionException("no complete answer came", e);
        }
    }

    private static WireRequest wire(StripeRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        headers.remove(TELEMETRY);
        headers.put("user-agent", USER_AGENT);
        if (request.content() != null) {
            headers.put("content-type", request.content().contentType());
        }
        return new WireRequest(
                request.method().name(),
                request.url().getPath(),
                Optional.ofNullable(request.url().getQuery()).orElse(""),
                headers,
                request.content() == null ? "" : request.content().stringContent());
    }

    private static HttpHeaders headers(WireResponse answer) {
        Map<String, List<String>> headers = new HashMap<>();
        answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return HttpHeaders.of(headers);
    }

    /** The body; a failure that something else than Stripe reports gets one that the SDK can read. */
    private static String body(WireResponse answer) {
        boolean failed = answer.status() < 200 || answer.status() >= 300;
        if (!failed || error(answer).isPresent()) {
            return answer.body();
        }
        return answer.status() == 401 ? "{\"error\":{}}" : "{\"error\":{\"code\":\"" + MALFORMED_ANSWER + "\"}}";
    }

    private static Optional<String> errorCode(WireResponse answer) {
        return error(answer).flatMap(error -> Json.text(error, "code"));
    }

    private static Optional<JsonObject> error(WireResponse answer) {
        try {
            return Json.child(Json.parse(answer.body()), "error");
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    private Account account(StripeRequest request) {
        Account platform = Account.platform(livemode);
        return Optional.ofNullable(request.options().getStripeAccount())
                .map(platform::connected)
                .orElse(platform);
    }

    private static Duration pause(WireResponse answer) {
        String seconds = answer.headers().getOrDefault("retry-after", "");
        return seconds.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ofSeconds(1);
    }

    /** The thread was asked to stop. Not a connection failure, which the SDK would retry. */
    static final class InterruptedCallException extends StripeException {

        private static final long serialVersionUID = 1L;

        InterruptedCallException() {
            super("the calling thread was interrupted", null, "interrupted", 0);
        }
    }
}
