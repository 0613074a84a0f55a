package dev.accrue.billing.processor;

import java.util.Map;

/**
 * One request as Stripe would receive it.
 *
 * @param method {@code GET}, {@code POST} or {@code DELETE}
 * @param path the path with its version, for example {@code /v1/customers/cus_1}
 * @param query the raw query string without the question mark; empty when there is none
 * @param headers header values by lower-case name
 * @param body the form-encoded (v1) or JSON (v2) body; empty when there is none
 */
public record WireRequest(String method, String path, String query, Map<String, String> headers, String body) {

    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /** Leaves out headers, query and body: they carry keys and personal data, and this text may reach a log. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
