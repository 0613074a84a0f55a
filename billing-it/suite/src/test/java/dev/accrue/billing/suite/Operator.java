package dev.accrue.billing.suite;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The operator with a tool that carries a name and a password. */
public final class Operator {

    private static final String CREDENTIALS = "Basic "
            + Base64.getEncoder().encodeToString("operator:the-operator-of-the-suite".getBytes(StandardCharsets.UTF_8));

    private final Server server;

    public Operator(Server server) {
        this.server = server;
    }

    public HttpResponse<String> get(String path) {
        return server.get("billing/api/v1/" + path, "Authorization", CREDENTIALS);
    }

    public HttpResponse<String> post(String path, String json) {
        return server.post(
                "billing/api/v1/" + path,
                json.getBytes(StandardCharsets.UTF_8),
                "Authorization",
                CREDENTIALS,
                "Content-Type",
                "application/json");
    }
}
