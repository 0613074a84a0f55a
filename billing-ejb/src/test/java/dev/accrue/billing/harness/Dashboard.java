package dev.accrue.billing.harness;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Somebody who works at Stripe itself, past the module: it hears of what they do by events only. */
public final class Dashboard {

    private static final Map<String, String> HEADERS = Map.of("authorization", "Bearer sk_test_simulator");

    private final Transport stripe;

    public Dashboard(Transport stripe) {
        this.stripe = stripe;
    }

    public JsonObject post(String path, String... parameters) {
        return send("POST", path, parameters);
    }

    /** Asks for something that Stripe refuses. */
    public void refused(String path) {
        try {
            WireResponse answer = stripe.send(new WireRequest("POST", path, "", HEADERS, ""));
            if (answer.status() < 400) {
                throw new AssertionError("POST " + path + " was not refused");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonObject delete(String path, String... parameters) {
        return send("DELETE", path, parameters);
    }

    public JsonObject get(String path, String... parameters) {
        return send("GET", path, parameters);
    }

    /** What happened after an event, or everything where there is none before; oldest first. */
    public List<JsonObject> eventsSince(String last) {
        if (last.isEmpty()) {
            return events();
        }
        List<JsonObject> all = new ArrayList<>();
        JsonObject page = get("/v1/events", "limit", "100", "ending_before", last);
        all.addAll(Json.children(page, "data"));
        assert !Json.isTrue(page, "has_more") : "more than a page happened at once";
        Collections.reverse(all);
        return all;
    }

    /** Everything that happened, oldest first. */
    public List<JsonObject> events() {
        List<JsonObject> newestFirst = new ArrayList<>();
        JsonObject page = get("/v1/events", "limit", "100");
        newestFirst.addAll(Json.children(page, "data"));
        while (Json.isTrue(page, "has_more")) {
            String last = newestFirst.get(newestFirst.size() - 1).getString("id");
            page = get("/v1/events", "limit", "100", "starting_after", last);
            newestFirst.addAll(Json.children(page, "data"));
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private JsonObject send(String method, String path, String... parameters) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(parameters[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        boolean inBody = method.equals("POST");
        try {
            WireResponse answer = stripe.send(new WireRequest(
                    method, path, inBody ? "" : form.toString(), HEADERS, inBody ? form.toString() : ""));
            if (answer.status() >= 300) {
                throw new AssertionError(method + " " + path + ": " + answer.body());
            }
            return Json.parse(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
