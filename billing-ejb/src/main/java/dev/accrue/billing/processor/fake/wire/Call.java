package dev.accrue.billing.processor.fake.wire;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated request on its way to a handler.
 *
 * @param path the path as sent, without the query
 * @param variables the values of the route's placeholders
 * @param account the account whose state the request sees
 */
public record Call(
        String method,
        String path,
        Map<String, String> variables,
        Params params,
        String account,
        String requestId,
        @Nullable String idempotencyKey) {

    public String variable(String name) {
        return Optional.ofNullable(variables.get(name)).orElseThrow();
    }

    /** A placeholder that only some of the routes have. */
    public Optional<String> findVariable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** The object that the path names. */
    public String id() {
        return variable("id");
    }

    public Call matched(Map<String, String> found) {
        return new Call(method, path, found, params, account, requestId, idempotencyKey);
    }
}
