package dev.accrue.billing.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stripe's API as far as workers read it: objects by id, and a count of who asked for what. */
final class StripeDouble implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "subscriptions", "subscription",
            "invoices", "invoice",
            "payment_intents", "payment_intent",
            "charges", "charge",
            "invoice_payments", "invoice_payment");

    private final Map<String, Template> answers = TYPES.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> Events.answer(entry.getValue())));
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private final Set<String> distinct = ConcurrentHashMap.newKeySet();

    StripeDouble(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 100);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            Template answer = path.length > 2 ? answers.get(path[2]) : null;
            boolean get = exchange.getRequestMethod().equals("GET");
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("Request-Id", "req_benchmark");
            byte[] body;
            if (get && answer != null && path.length == 4) {
                objects.incrementAndGet();
                distinct.add(path[3]);
                body = answer.fill(Long.parseLong(path[3].substring(path[3].indexOf("_") + 1)));
            } else if (get && answer != null) {
                pages.incrementAndGet();
                body = "{\"object\":\"list\",\"data\":[],\"has_more\":false}".getBytes();
            } else {
                others.incrementAndGet();
                body = "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"unknown\"}}".getBytes();
                exchange.sendResponseHeaders(404, body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    void forget() {
        Stream.of(objects, pages, others).forEach(count -> count.set(0));
        distinct.clear();
    }

    /** How many objects were read by id. */
    long calls() {
        return objects.get();
    }

    /** How many different objects these were. */
    long distinct() {
        return distinct.size();
    }

    long pages() {
        return pages.get();
    }

    /** Calls that have no business here. */
    long others() {
        return others.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
