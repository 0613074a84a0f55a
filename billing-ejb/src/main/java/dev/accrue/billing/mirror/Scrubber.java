package dev.accrue.billing.mirror;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Set;

/**
 * Takes out of an object what nobody may find in a database: client secrets, signing secrets, and the URLs of sessions,
 * which open somebody's payment page to whoever holds them.
 */
final class Scrubber {

    private static final Set<String> SECRETS =
            Set.of("client_secret", "confirmation_secret", "secret", "ephemeral_key_secret");
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
            return isSession(object)
                    || object.entrySet().stream()
                            .anyMatch(entry -> isSecret(entry.getKey()) || needsScrubbing(entry.getValue()));
        }
        return value instanceof JsonArray array && array.stream().anyMatch(Scrubber::needsScrubbing);
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
        JsonObjectBuilder copy = Json.object();
        object.forEach((name, value) -> {
            if (!isSecret(name) && !(session && "url".equals(name))) {
                copy.add(name, clean(value));
            }
        });
        return copy.build();
    }

    private static boolean isSecret(String name) {
        return SECRETS.contains(name);
    }

    private static boolean isSession(JsonObject object) {
        return Json.text(object, "object").filter(SESSIONS::contains).isPresent();
    }
}
