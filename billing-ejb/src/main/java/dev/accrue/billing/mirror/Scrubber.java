package dev.accrue.billing.mirror;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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
            return isSession(object) || isCustomer(object) || isStrayMethod(object) || holdsSecret(object);
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
        boolean session = isSession(object);
        boolean customer = isCustomer(object);
        boolean stray = isStrayMethod(object);
        JsonObjectBuilder copy = Json.object();
        object.forEach((name, value) -> {
            if (customer && WHEREABOUTS.contains(name)) {
                copy.add(name, countryOnly(name, value));
            } else if (!isSecret(name)
                    && !(session && "url".equals(name))
                    && !(customer && "tax".equals(name))
                    && !(stray && "billing_details".equals(name))) {
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

    private static boolean isCustomer(JsonObject object) {
        return isA(object, "customer");
    }

    /** A payment method that no customer has: nothing would say whose it was when they want to be forgotten. */
    private static boolean isStrayMethod(JsonObject object) {
        return isA(object, "payment_method")
                && Json.at(object, "customer").isEmpty()
                && Json.at(object, "billing_details").isPresent();
    }

    private static boolean isA(JsonObject object, String type) {
        return Json.text(object, "object").filter(type::equals).isPresent();
    }

    private static boolean isSecret(String name) {
        return SECRETS.contains(name);
    }

    private static boolean isSession(JsonObject object) {
        return Json.text(object, "object").filter(SESSIONS::contains).isPresent();
    }
}
