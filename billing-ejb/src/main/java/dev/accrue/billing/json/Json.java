package dev.accrue.billing.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON the way a mirror of somebody else's objects must: a field may be missing, null, moved or of another type,
 * and none of that is an error here. Whoever cannot do without a field says so itself.
 *
 * <p>The provider is looked up once, because the API's static methods look it up at every call.
 */
public final class Json {

    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());

    /** The end of the year 9999. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private Json() {}

    /**
     * The object that the text holds.
     *
     * @throws MalformedJsonException when the text is not JSON, not an object, or nested beyond reason
     */
    public static JsonObject parse(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException | ClassCastException | StackOverflowError e) {
            throw new MalformedJsonException();
        } catch (RuntimeException e) { // a provider's nesting limit has no type of its own in the API
            throw new MalformedJsonException();
        }
    }

    public static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    public static JsonObjectBuilder object(JsonObject from) {
        return PROVIDER.createObjectBuilder(from);
    }

    /** An object of texts. */
    public static JsonObjectBuilder object(Map<String, String> texts) {
        JsonObjectBuilder object = object();
        texts.forEach(object::add);
        return object;
    }

    public static JsonArrayBuilder array() {
        return PROVIDER.createArrayBuilder();
    }

    public static JsonArrayBuilder array(JsonArray from) {
        return PROVIDER.createArrayBuilder(from);
    }

    public static JsonString string(String value) {
        return PROVIDER.createValue(value);
    }

    public static JsonNumber number(long value) {
        return PROVIDER.createValue(value);
    }

    /** The value at the path of names, unless a step is missing, null or not an object. */
    public static Optional<JsonValue> at(JsonObject object, String... path) {
        JsonValue here = object;
        for (String name : path) {
            JsonValue next = here instanceof JsonObject parent ? parent.get(name) : null;
            if (next == null) {
                return Optional.empty();
            }
            here = next;
        }
        return here.getValueType() == JsonValue.ValueType.NULL ? Optional.empty() : Optional.of(here);
    }

    public static Optional<String> text(JsonObject object, String... path) {
        return at(object, path).filter(JsonString.class::isInstance).map(value -> ((JsonString) value).getString());
    }

    /** A whole number that a {@code long} holds; a larger one, a fraction or anything else counts as missing. */
    public static Optional<Long> whole(JsonObject object, String... path) {
        return at(object, path)
                .filter(JsonNumber.class::isInstance)
                .map(JsonNumber.class::cast)
                .filter(JsonNumber::isIntegral)
                .flatMap(Json::exactly);
    }

    private static Optional<Long> exactly(JsonNumber number) {
        try {
            return Optional.of(number.longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    public static boolean isTrue(JsonObject object, String... path) {
        return at(object, path).filter(JsonValue.TRUE::equals).isPresent();
    }

    /** Stripe's seconds since the epoch; zero, null and what no calendar knows all mean "no moment". */
    public static Optional<Instant> moment(JsonObject object, String... path) {
        return whole(object, path)
                .filter(seconds -> seconds != 0 && seconds <= LAST_SECOND && seconds >= -LAST_SECOND)
                .map(Instant::ofEpochSecond);
    }

    public static Optional<JsonObject> child(JsonObject object, String... path) {
        return at(object, path).filter(JsonObject.class::isInstance).map(JsonValue::asJsonObject);
    }

    /** The objects of an array, or of a Stripe list's {@code data}; what is not an object is left out. */
    public static List<JsonObject> children(JsonObject object, String... path) {
        return at(object, path)
                .flatMap(value -> value instanceof JsonObject list ? at(list, "data") : Optional.of(value))
                .filter(JsonArray.class::isInstance)
                .map(JsonValue::asJsonArray)
                .map(array -> array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonValue::asJsonObject)
                        .toList())
                .orElse(List.of());
    }

    /** The texts of an array; what is not a text is left out. */
    public static List<String> texts(JsonObject object, String... path) {
        return at(object, path)
                .filter(JsonArray.class::isInstance)
                .map(JsonValue::asJsonArray)
                .map(array -> array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(text -> ((JsonString) text).getString())
                        .toList())
                .orElse(List.of());
    }

    /** The sum of one whole number over the objects of an array. */
    public static long sum(List<JsonObject> objects, String name) {
        return objects.stream()
                .mapToLong(object -> whole(object, name).orElse(0L))
                .reduce(0, Math::addExact);
    }

    /** The id of a reference that is either the id itself or the expanded object. */
    public static Optional<String> reference(JsonObject object, String... path) {
        return at(object, path)
                .flatMap(value -> value instanceof JsonObject expanded
                        ? text(expanded, "id")
                        : Optional.of(value)
                                .filter(JsonString.class::isInstance)
                                .map(id -> ((JsonString) id).getString()));
    }
}
