package dev.accrue.billing.harness;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;

/** Events in the shapes in which Stripe sends them. */
public final class Events {

    private Events() {}

    /** An event that shows the whole object. */
    public static JsonObject full(String id, String type, Instant created, JsonObject object) {
        return Json.object()
                .add("id", id)
                .add("object", "event")
                .add("api_version", "2026-07-29.dahlia")
                .add("created", created.getEpochSecond())
                .add("data", Json.object().add("object", object))
                .add("livemode", false)
                .add("pending_webhooks", 1)
                .add("request", Json.object().add("id", JsonValue.NULL).add("idempotency_key", JsonValue.NULL))
                .add("type", type)
                .build();
    }

    /** The same event as one that happened in a Connect account. */
    public static JsonObject in(String account, JsonObject event) {
        return Json.object(event).add("account", account).build();
    }

    /** An event that only names the object; without a type of object it names none. */
    public static JsonObject thin(String id, String type, Instant created, String objectType, String url) {
        JsonObjectBuilder event = Json.object()
                .add("id", id)
                .add("object", "v2.core.event")
                .add("type", type)
                .add("livemode", false)
                .add("created", created.toString());
        if (!objectType.isEmpty()) {
            event.add(
                    "related_object",
                    Json.object()
                            .add("id", url.substring(url.lastIndexOf('/') + 1))
                            .add("type", objectType)
                            .add("url", url));
        }
        return event.build();
    }
}
