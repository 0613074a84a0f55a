package dev.accrue.billing.processor.fake.wire;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that can be changed in place: the form in which the simulator holds a Stripe object while it works on
 * it.
 *
 * <p>Values are {@code null}, {@code String}, {@code Boolean}, {@code Long}, {@code BigDecimal}, another document, or a
 * list of these. Names that begin with an underscore belong to the simulator alone and never leave it. Not thread-safe.
 */
public final class Doc {

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** A document of alternating names and values. */
    public static Doc of(@Nullable Object... namesAndValues) {
        Doc doc = new Doc();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            doc.set(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return doc;
    }

    public static Doc parse(String json) {
        return from(Json.parse(json));
    }

    public static Doc from(JsonObject json) {
        Doc doc = new Doc();
        json.forEach((name, value) -> doc.fields.put(name, plain(value)));
        return doc;
    }

    public Doc set(String name, @Nullable Object value) {
        fields.put(name, value instanceof Integer number ? Long.valueOf(number) : value);
        return this;
    }

    /** Takes over every field of the other document. */
    public Doc setAll(Doc other) {
        other.fields.forEach(this::set);
        return this;
    }

    public Doc remove(String name) {
        fields.remove(name);
        return this;
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public boolean hasValue(String... path) {
        return at(path) != null;
    }

    public Set<String> names() {
        return fields.keySet();
    }

    public @Nullable Object get(String name) {
        return fields.get(name);
    }

    /** The value at the path of names; null when a step is missing. */
    public @Nullable Object at(String... path) {
        Object here = this;
        for (String name : path) {
            if (!(here instanceof Doc doc)) {
                return null;
            }
            here = doc.get(name);
        }
        return here;
    }

    public String text(String... path) {
        return findText(path).orElseThrow(() -> missing("text", path));
    }

    public Optional<String> findText(String... path) {
        return at(path) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public long number(String... path) {
        return findNumber(path).orElseThrow(() -> missing("number", path));
    }

    public Optional<Long> findNumber(String... path) {
        return at(path) instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    public boolean isTrue(String... path) {
        return Boolean.TRUE.equals(at(path));
    }

    /** Whether the text at this name is one of the given. */
    public boolean is(String name, String... texts) {
        return findText(name).filter(List.of(texts)::contains).isPresent();
    }

    public Doc child(String... path) {
        return findChild(path).orElseThrow(() -> missing("object", path));
    }

    public Optional<Doc> findChild(String... path) {
        return at(path) instanceof Doc doc ? Optional.of(doc) : Optional.empty();
    }

    /** The documents of an array, or of a Stripe list's {@code data}; empty when there are none. */
    public List<Doc> children(String... path) {
        Object value = at(path) instanceof Doc list ? list.get("data") : at(path);
        return value instanceof Collection<?> all
                ? all.stream()
                        .filter(Doc.class::isInstance)
                        .map(Doc.class::cast)
                        .toList()
                : List.of();
    }

    public List<String> texts(String... path) {
        return at(path) instanceof Collection<?> all
                ? all.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    /** A copy that shares nothing with this document. */
    public Doc copy() {
        Doc copy = new Doc();
        fields.forEach((name, value) -> copy.fields.put(name, copyOf(value)));
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Doc doc && fields.equals(doc.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** The document as JSON text. */
    @Override
    public String toString() {
        return json().toString();
    }

    private JsonObject json() {
        JsonObjectBuilder builder = Json.object();
        fields.forEach((name, value) -> builder.add(name, json(value)));
        return builder.build();
    }

    private static JsonValue json(@Nullable Object value) {
        if (value == null) {
            return JsonValue.NULL;
        } else if (value instanceof String text) {
            return Json.string(text);
        } else if (value instanceof Long number) {
            return Json.number(number);
        } else if (value instanceof Boolean flag) {
            return flag ? JsonValue.TRUE : JsonValue.FALSE;
        } else if (value instanceof Doc doc) {
            return doc.json();
        } else if (value instanceof Collection<?> all) {
            JsonArrayBuilder array = Json.array();
            all.forEach(element -> array.add(json(element)));
            return array.build();
        } else if (value instanceof BigDecimal decimal) {
            return Json.array().add(decimal).build().get(0);
        }
        throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    }

    private static @Nullable Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case NULL -> null;
            case TRUE -> true;
            case FALSE -> false;
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> number((JsonNumber) value);
            case OBJECT -> from(value.asJsonObject());
            case ARRAY -> list(value.asJsonArray());
        };
    }

    private static Object number(JsonNumber number) {
        if (number.isIntegral()) {
            return number.longValue();
        }
        return number.bigDecimalValue();
    }

    private static List<@Nullable Object> list(JsonArray array) {
        List<@Nullable Object> all = new ArrayList<>();
        array.forEach(element -> all.add(plain(element)));
        return all;
    }

    private static @Nullable Object copyOf(@Nullable Object value) {
        if (value instanceof Doc doc) {
            return doc.copy();
        }
        if (value instanceof Collection<?> all) {
            List<@Nullable Object> copies = new ArrayList<>();
            all.forEach(element -> copies.add(copyOf(element)));
            return copies;
        }
        return value;
    }

    private IllegalStateException missing(String what, String... path) {
        return new IllegalStateException("no " + what + " at " + String.join(".", path) + " of "
                + findText("object").orElse("document") + " "
                + findText("id").orElse(""));
    }
}
