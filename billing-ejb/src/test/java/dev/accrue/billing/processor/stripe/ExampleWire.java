package dev.accrue.billing.processor.stripe;

import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Stripe at which every object exists: whatever is read is the example of its type, under the id that was asked for.
 * Lists are never asked for but of active entitlements, of which there are as many as a test says.
 */
public final class ExampleWire implements Transport {

    private static final String ENTITLEMENTS = "/v1/entitlements/active_entitlements";
    private static final int PAGE = 100;
    private static final Map<String, String> HEADERS = Map.of("request-id", "req_example");

    private final List<String> paths = new ArrayList<>();
    private final int entitlements;

    public ExampleWire(int entitlements) {
        this.entitlements = entitlements;
    }

    /** Every path that was read. */
    public synchronized List<String> paths() {
        return List.copyOf(paths);
    }

    @Override
    public synchronized WireResponse send(WireRequest request) {
        paths.add(request.path());
        if (request.path().equals(ENTITLEMENTS)) {
            return answer(200, page(request.query()));
        }
        return StripePaths.typesReadAt(request.path()).stream()
                .filter(type -> isOf(type, request.path()))
                .findFirst()
                .map(type -> answer(200, example(type, request.path())))
                .orElseGet(() -> new WireResponse(404, HEADERS, notFound()));
    }

    /** Cards and bank accounts share their paths; the id tells them apart. */
    private static boolean isOf(String type, String path) {
        String id = StripePaths.idIn(path, type).orElse("");
        return switch (type) {
            case "card" -> id.startsWith("card_");
            case "bank_account" -> id.startsWith("ba_");
            default -> true;
        };
    }

    private static JsonObject example(String type, String path) {
        JsonObject example = StripeExamples.orStub(type);
        return StripePaths.idIn(path, type)
                .map(id -> StripeExamples.withId(example, id))
                .orElse(example);
    }

    private JsonObject page(String query) {
        int from = query.contains("starting_after=ent_")
                ? Integer.parseInt(query.replaceAll(".*starting_after=ent_(\\d+).*", "$1")) + 1
                : 0;
        int to = Math.min(entitlements, from + PAGE);
        JsonArrayBuilder data = Json.array();
        for (int i = from; i < to; i++) {
            data.add(StripeExamples.withId(StripeExamples.of("entitlements.active_entitlement"), "ent_" + i));
        }
        return Json.object()
                .add("object", "list")
                .add("data", data)
                .add("has_more", to < entitlements)
                .add("url", ENTITLEMENTS)
                .build();
    }

    /** The body of Stripe's answer about what it does not know. */
    public String notFound() {
        return Json.object()
                .add(
                        "error",
                        Json.object()
                                .add("type", "invalid_request_error")
                                .add("code", "resource_missing")
                                .add("message", "No such object"))
                .build()
                .toString();
    }

    private static WireResponse answer(int status, JsonObject body) {
        return new WireResponse(status, HEADERS, body.toString());
    }
}
