package dev.accrue.billing.harness;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Stripe's own example objects, in the shapes of the pinned API version. */
public final class StripeExamples {

    private static final List<String> PARTS = List.of("items", "lines");
    private static final JsonObject RESOURCES = read();

    private StripeExamples() {}

    /** The example of a type; currencies, which some examples only hint at, are real ones. */
    public static JsonObject of(String objectType) {
        return find(objectType).orElseThrow(() -> new AssertionError("no example of " + objectType));
    }

    public static Optional<JsonObject> find(String objectType) {
        return Json.child(RESOURCES, objectType)
                .map(example -> withCurrencies(example).asJsonObject());
    }

    /** The example of a type, or what every object has where Stripe shows none. */
    public static JsonObject orStub(String objectType) {
        return find(objectType)
                .orElseGet(() -> Json.object()
                        .add("id", "obj_123")
                        .add("object", objectType)
                        .build());
    }

    /** The same object under another id, with parts of its own. */
    public static JsonObject withId(JsonObject object, String id) {
        var copy = Json.object(object).add("id", id);
        for (String list : PARTS) {
            Json.child(object, list).ifPresent(parts -> copy.add(list, withParts(parts, id)));
        }
        return copy.build();
    }

    private static JsonObject withParts(JsonObject list, String owner) {
        var parts = Json.array();
        Json.children(list, "data")
                .forEach(part -> parts.add(Json.object(part).add("id", part.getString("id") + "_of_" + owner)));
        return Json.object(list).add("data", parts).build();
    }

    private static JsonValue withCurrencies(JsonValue value) {
        if (value instanceof JsonObject object) {
            var copy = Json.object();
            object.forEach(
                    (name, child) -> copy.add(name, isHint(name, child) ? Json.string("usd") : withCurrencies(child)));
            return copy.build();
        }
        if (value instanceof JsonArray array) {
            var copy = Json.array();
            array.forEach(element -> copy.add(withCurrencies(element)));
            return copy.build();
        }
        return value;
    }

    private static boolean isHint(String name, JsonValue value) {
        return name.equals("currency") && value.equals(Json.string("currency"));
    }

    private static JsonObject read() {
        try (InputStream file = StripeExamples.class.getResourceAsStream("/stripe/fixtures3.json")) {
            return Json.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .getJsonObject("resources");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
