package dev.accrue.shop;

import dev.accrue.billing.Billing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What only a demo needs: it talks to the simulator as a test would talk to Stripe's test mode, to put customers on a
 * test clock, to move that clock, and to play the customer's bank.
 */
@ApplicationScoped
public class DemoStripe {

    private static final String KEY = "sk_test_demo";
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @Inject
    Billing billing;

    @Inject
    HttpServletRequest request;

    @Inject
    @ConfigProperty(name = "billing.processor", defaultValue = "fake")
    String processor;

    public boolean isOn() {
        return "fake".equals(processor);
    }

    /** Makes the customer on a test clock of its own, if there is none yet. */
    synchronized void giveTestClock(Account account) throws IOException {
        if (!isOn() || billing.customers().find(account.ref()).isPresent()) {
            return;
        }
        JsonObject clock = post(
                "/v1/test_helpers/test_clocks",
                Map.of("frozen_time", String.valueOf(System.currentTimeMillis() / 1000), "name", account.getName()));
        JsonObject customer = post(
                "/v1/customers",
                Map.of(
                        "test_clock", clock.getString("id"),
                        "name", account.getName(),
                        "email", account.getEmail()));
        billing.customers().adopt(account.ref(), customer.getString("id"));
    }

    /** The time in which the customer lives. */
    Instant now(Account account) throws IOException {
        if (!isOn() || billing.customers().find(account.ref()).isEmpty()) {
            return Instant.now();
        }
        return Instant.ofEpochSecond(clock(account).getJsonNumber("frozen_time").longValue());
    }

    void passMonth(Account account) throws IOException {
        JsonObject clock = clock(account);
        long later = Instant.ofEpochSecond(clock.getJsonNumber("frozen_time").longValue())
                .atZone(ZoneOffset.UTC)
                .plusMonths(1)
                .plusHours(1) // Stripe leaves a renewal's invoice a draft for about an hour
                .toEpochSecond();
        post(
                "/v1/test_helpers/test_clocks/" + clock.getString("id") + "/advance",
                Map.of("frozen_time", String.valueOf(later)));
    }

    /** The customer says yes or no to the bank's question. */
    void answerBank(String clientSecret, boolean yes) throws IOException {
        String intent = clientSecret.substring(0, clientSecret.indexOf("_secret_"));
        String intents = intent.startsWith("seti_") ? "setup_intents/" : "payment_intents/";
        post("/_control/" + intents + intent + "/authenticate", Map.of("outcome", yes ? "success" : "fail"));
    }

    /** Waits for Stripe's webhooks to bring the news, but not for ever. */
    void waitUntil(BooleanSupplier arrived) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!arrived.getAsBoolean() && System.nanoTime() < end) {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private JsonObject clock(Account account) throws IOException {
        String customer = billing.customers().find(account.ref()).orElseThrow().id();
        return get("/v1/test_helpers/test_clocks/"
                + get("/v1/customers/" + customer).getString("test_clock"));
    }

    private JsonObject get(String path) throws IOException {
        return answer(open(path));
    }

    private JsonObject post(String path, Map<String, String> form) throws IOException {
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().write(encode(form).getBytes(StandardCharsets.UTF_8));
        return answer(connection);
    }

    private HttpURLConnection open(String path) throws IOException {
        URI simulator = URI.create("http://127.0.0.1:" + request.getLocalPort() + request.getContextPath()
                + "/billing/fake-stripe" + path);
        HttpURLConnection connection = (HttpURLConnection) simulator.toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + KEY);
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        return connection;
    }

    private static JsonObject answer(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream();
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        }
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
