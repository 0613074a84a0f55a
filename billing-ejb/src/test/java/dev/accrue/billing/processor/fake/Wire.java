package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.processor.fake.wire.Doc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A client that speaks Stripe's wire format to a simulator, with nothing in between. */
final class Wire {

    private final StripeSimulator simulator;
    private final Map<String, String> headers = new HashMap<>(Map.of("authorization", "Bearer sk_test_simulator"));

    Wire(StripeSimulator simulator) {
        this.simulator = simulator;
    }

    Wire with(String header, String value) {
        Wire other = new Wire(simulator);
        other.headers.putAll(headers);
        other.headers.put(header, value);
        return other;
    }

    Wire without(String header) {
        Wire other = with(header, "");
        other.headers.remove(header);
        return other;
    }

    Doc get(String path, String... params) {
        return succeeded(answer("GET", path, params));
    }

    Doc post(String path, String... params) {
        return succeeded(answer("POST", path, params));
    }

    Doc delete(String path, String... params) {
        return succeeded(answer("DELETE", path, params));
    }

    /** The error object of a call that is refused. */
    Doc refused(String method, String path, String... params) {
        WireResponse answer = answer(method, path, params);
        if (answer.status() < 400) {
            throw new AssertionError("not refused: " + answer.body());
        }
        return Doc.parse(answer.body()).child("error").set("status", answer.status());
    }

    WireResponse answer(String method, String path, String... params) {
        try {
            return send(method, path, params);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WireResponse send(String method, String path, String... params) throws IOException {
        String form = form(params);
        boolean inBody = method.equals("POST");
        return simulator.send(new WireRequest(method, path, inBody ? "" : form, headers, inBody ? form : ""));
    }

    private static Doc succeeded(WireResponse answer) {
        if (answer.status() >= 300) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return Doc.parse(answer.body());
    }

    private static String form(String... params) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < params.length; i += 2) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(params[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(params[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }
}
