package dev.accrue.billing.mirror;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;

/**
 * Takes out of an object what nobody may find in a database: client secrets, signing secrets, and the URLs of sessions,
 * which open somebody's payment page to whoever holds them. And what the module has no use for and people had rather
 * not find: where a customer lives, beyond the country, their telephone, and who a card belongs to that nobody has.
 */
final class Scrubber {

    private static final Set<String> SECRETS =
            Set.of("client_secret", "confirmation_secret", "secret", "ephemeral_key_secret");
    private static final Set<String> WHEREABOUTS = Set.of("address", "shipping", "phone");
    private static final Set<String> SESSIONS = Set.of(
            "checkout.session",
            "billing_portal.session",
            "account_link",
            "login_link",
            "account_session",
            "customer_session",
            "payment_link_session");

    private Scrubber() {}

    static JsonObject scrub(JsonObject object) {
        return needsScrubbing(object) ? cleaned(object) : object;
    }

    private static boolean needsScrubbing(JsonValue value) {
        if (value instanceof JsonObject object) {
            return Kind.of(object) != Kind.OTHER || holdsSecret(object);
        }
        if (value instanceof JsonArray array) {
            for (JsonValue element : array) {
                if (needsScrubbing(element)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holdsSecret(JsonObject object) {
        for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
            if (isSecret(entry.getKey()) || needsScrubbing(entry.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static JsonValue clean(JsonValue value) {
        if (value instanceof JsonObject object) {
            return cleaned(object);
        }
        if (value instanceof JsonArray array) {
            var copy = Json.array();
            array.forEach(element -> copy.add(clean(element)));
            return copy.build();
        }
        return value;
    }

    private static JsonObject cleaned(JsonObject object) {
        Kind kind = Kind.of(object);
        JsonObjectBuilder copy = Json.object();
        object.forEach((name, value) -> {
            if (kind == Kind.CUSTOMER && WHEREABOUTS.contains(name)) {
                copy.add(name, countryOnly(name, value));
            } else if (!isSecret(name) && !kind.hides(name)) {
                copy.add(name, clean(value));
            }
        });
        return copy.build();
    }

    /** Of an address the country, which decides about tax; of a telephone nothing. */
    private static JsonValue countryOnly(String name, JsonValue value) {
        if (!(value instanceof JsonObject place)) {
            return JsonValue.NULL;
        }
        JsonObjectBuilder kept = Json.object();
        if (name.equals("shipping")) {
            kept.add("address", countryOnly("address", place.getOrDefault("address", JsonValue.NULL)));
        } else {
            kept.add("country", place.getOrDefault("country", JsonValue.NULL));
        }
        return kept.build();
    }

    private static boolean isSecret(String name) {
        return name.endsWith("secret") && SECRETS.contains(name);
    }

    /** Objects of which more is hidden than secrets. */
    private enum Kind {
        CUSTOMER("tax"),
        SESSION("url"),

        /** A payment method that no customer has: nothing would say whose it was when they want to be forgotten. */
        STRAY_METHOD("billing_details"),

        OTHER("");

        private final String hidden;

        Kind(String hidden) {
            this.hidden = hidden;
        }

        boolean hides(String name) {
            return hidden.equals(name);
        }

        static Kind of(JsonObject object) {
            String type = object.get("object") instanceof JsonString text ? text.getString() : "";
            if (type.equals("customer")) {
                return CUSTOMER;
            }
            if (type.equals("payment_method")) {
                return isStray(object) ? STRAY_METHOD : OTHER;
            }
            return SESSIONS.contains(type) ? SESSION : OTHER;
        }

        private static boolean isStray(JsonObject method) {
            return Json.at(method, "customer").isEmpty()
                    && Json.at(method, "billing_details").isPresent();
        }
    }
}
