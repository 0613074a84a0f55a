package dev.accrue.billing.processor;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.TreeMap;

/**
 * Something that we ask the processor to do.
 *
 * @param kind what, as {@code resource.verb}, for example {@code subscription.create}; see {@link CommandKind}
 * @param target the id of the object that it is done to; empty for a creation
 * @param parameters the parameters in Stripe's shape
 */
public record Command(CommandKind kind, String target, JsonObject parameters) {

    public static Command create(CommandKind kind, JsonObject parameters) {
        return new Command(kind, "", parameters);
    }

    /**
     * This command as text that is the same for the same command: names sorted, nothing optional. Its hash tells a
     * repeated request from another one under the same operation id, and it can be read back to send again.
     */
    public String canonical() {
        return Json.object()
                .add("kind", kind.name())
                .add("target", target)
                .add("parameters", sorted(parameters))
                .build()
                .toString();
    }

    public static Command fromCanonical(String text) {
        JsonObject json = Json.parse(text);
        return new Command(
                CommandKind.valueOf(json.getString("kind")),
                json.getString("target"),
                json.getJsonObject("parameters"));
    }

    /** Leaves out the parameters, which may hold personal data. */
    @Override
    public String toString() {
        return kind + (target.isEmpty() ? "" : " " + target);
    }

    private static JsonValue sorted(JsonValue value) {
        if (value instanceof JsonObject object) {
            var sorted = Json.object();
            new TreeMap<>(object).forEach((name, child) -> sorted.add(name, sorted(child)));
            return sorted.build();
        }
        return value;
    }
}
