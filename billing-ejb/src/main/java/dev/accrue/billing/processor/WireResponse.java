package dev.accrue.billing.processor;

import java.util.Map;

/**
 * One complete answer from Stripe, whatever its status.
 *
 * @param status the HTTP status
 * @param headers header values by lower-case name ({@code request-id}, {@code stripe-should-retry},
 *     {@code retry-after}, {@code idempotent-replayed}, ...)
 * @param body the JSON text
 */
public record WireResponse(int status, Map<String, String> headers, String body) {

    public WireResponse {
        headers = Map.copyOf(headers);
    }

    /** Leaves out the body: it carries personal data, and this text may reach a log. */
    @Override
    public String toString() {
        return "HTTP " + status + " " + headers.getOrDefault("request-id", "");
    }
}
