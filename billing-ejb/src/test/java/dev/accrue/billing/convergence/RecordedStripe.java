package dev.accrue.billing.convergence;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Stripe that lived through a recorded story and stands at one of its moments: what is read is as it was then. It
 * never stands before an event that it has sent, and never later than it must, which is the worst case for whoever
 * reads it.
 */
final class RecordedStripe implements Transport {

    private final List<JsonObject> events;
    private int moment = -1;

    /** A story, oldest event first. */
    RecordedStripe(List<JsonObject> events) {
        this.events = List.copyOf(events);
    }

    List<JsonObject> events() {
        return events;
    }

    synchronized void startOver() {
        moment = -1;
    }

    /** Sends an event, which has happened by then. */
    synchronized JsonObject send(int index) {
        moment = Math.max(moment, index);
        return events.get(index);
    }

    @Override
    public synchronized WireResponse send(WireRequest request) {
        String id = request.path().substring(request.path().lastIndexOf('/') + 1);
        Optional<JsonObject> last = Optional.empty();
        for (int i = 0; i <= moment; i++) {
            if (Json.text(events.get(i), "data", "object", "id").equals(Optional.of(id))) {
                last = Optional.of(events.get(i));
            }
        }
        return last.map(this::answer)
                .orElseGet(() -> response(404, "{\"error\": {\"type\": \"invalid_request_error\"}}"));
    }

    private WireResponse answer(JsonObject event) {
        JsonObject object = Json.child(event, "data", "object").orElseThrow();
        String type = object.getString("object");
        if (!event.getString("type").equals(type + ".deleted")) {
            return response(200, object.toString());
        }
        return type.equals("customer")
                ? response(
                        200,
                        Json.object()
                                .add("id", object.get("id"))
                                .add("object", type)
                                .add("deleted", true)
                                .build()
                                .toString())
                : response(404, "{\"error\": {\"type\": \"invalid_request_error\"}}");
    }

    private WireResponse response(int status, String body) {
        Instant now = Instant.ofEpochSecond(
                Json.whole(events.get(Math.max(moment, 0)), "created").orElseThrow());
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
        return new WireResponse(status, Map.of("request-id", "req_1", "date", date), body);
    }
}
