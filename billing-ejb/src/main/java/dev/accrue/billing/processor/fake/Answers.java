package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.util.HashMap;
import java.util.Map;

/** Answers with the headers that Stripe puts on each of them. */
final class Answers {

    private Answers() {}

    static WireResponse of(int status, String body, Call call, Map<String, String> more) {
        Map<String, String> headers = headers(call.requestId());
        String key = call.idempotencyKey();
        if (key != null) {
            headers.put("idempotency-key", key);
        }
        headers.putAll(more);
        return new WireResponse(status, headers, body);
    }

    static WireResponse of(StripeError error, String requestId) {
        Map<String, String> headers = headers(requestId);
        if (error.status() == 409) {
            headers.put("stripe-should-retry", "true");
        }
        String body = error.body().toString();
        return new WireResponse(error.status(), headers, body);
    }

    private static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        headers.put("request-id", requestId);
        headers.put("stripe-version", Doorman.API_VERSION);
        return headers;
    }
}
