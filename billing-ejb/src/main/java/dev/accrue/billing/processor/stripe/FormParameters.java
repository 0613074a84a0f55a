package dev.accrue.billing.processor.stripe;

import com.stripe.net.FormEncoder;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters in Stripe's bracket notation: {@code {"items": [{"price": "price_1"}]}} is
 * {@code items[0][price]=price_1}. Null, an empty text and an empty array are all sent as an empty value, which is how
 * Stripe is asked to unset something; an empty object has no form and is left out.
 */
final class FormParameters {

    private FormParameters() {}

    static String encode(JsonObject parameters) {
        return FormEncoder.createQueryString(map(parameters));
    }

    static String encode(Map<String, ?> parameters) {
        return FormEncoder.createQueryString(new LinkedHashMap<>(parameters));
    }

    private static Map<String, Object> map(JsonObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.forEach((name, value) -> map.put(name, plain(value)));
        return map;
    }

    private static Object plain(JsonValue value) {
        if (value instanceof JsonObject object) {
            return map(object);
        }
        if (value instanceof JsonArray array) {
            return array.stream().map(FormParameters::plain).toList();
        }
        if (value instanceof JsonString text) {
            return text.getString();
        }
        if (value instanceof JsonNumber number) { // its own text may be in scientific notation
            return number.bigDecimalValue().toPlainString();
        }
        return value.getValueType() == JsonValue.ValueType.NULL ? "" : value.toString();
    }
}
