package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.webhook.Redelivery;
import dev.accrue.billing.webhook.Redelivery.Extent;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was asked for, as it is kept with a replay: the same wish gives the same text. */
final class Requests {

    private Requests() {}

    static JsonObject of(String what, String id, Redelivery redelivery) {
        return Json.object()
                .add(what, id)
                .add("redelivery", redelivery.extent().name())
                .add("handler", redelivery.handler())
                .build();
    }

    static JsonObject of(Filter<?> filter, Redelivery redelivery, boolean forced) {
        return filter(filter)
                .add("redelivery", redelivery.extent().name())
                .add("handler", redelivery.handler())
                .add("forced", forced)
                .build();
    }

    static JsonObject of(Window window) {
        return Json.object()
                .add("since", window.since().toString())
                .add("until", window.until().toString())
                .add("types", texts(window.types()))
                .add("accounts", texts(window.accounts()))
                .build();
    }

    private static JsonObjectBuilder filter(Filter<?> filter) {
        return Json.object()
                .add("types", texts(filter.types()))
                .add("states", texts(filter.states().stream().map(Enum::name).toList()))
                .add("handlers", texts(filter.handlers()))
                .add("accounts", texts(filter.accounts()))
                .add("mode", filter.mode().name())
                .add("endpoints", texts(filter.endpoints()))
                .add("events", texts(filter.eventIds()))
                .add("since", filter.since().toString())
                .add("until", filter.until().toString());
    }

    static <S extends Enum<S>> Filter<S> filter(JsonObject request, Class<S> states) {
        return new Filter<>(
                texts(request, "types"),
                texts(request, "states").stream()
                        .map(name -> Enum.valueOf(states, name))
                        .collect(Collectors.toSet()),
                texts(request, "handlers"),
                texts(request, "accounts"),
                Mode.valueOf(request.getString("mode")),
                texts(request, "endpoints"),
                texts(request, "events"),
                Instant.parse(request.getString("since")),
                Instant.parse(request.getString("until")));
    }

    static Redelivery redelivery(JsonObject request) {
        return new Redelivery(Extent.valueOf(request.getString("redelivery")), request.getString("handler"));
    }

    static Window window(JsonObject request) {
        return new Window(
                Instant.parse(request.getString("since")),
                Instant.parse(request.getString("until")),
                texts(request, "types"),
                texts(request, "accounts"));
    }

    private static Set<String> texts(JsonObject request, String name) {
        return new TreeSet<>(Json.texts(request, name));
    }

    private static JsonArrayBuilder texts(Collection<String> values) {
        JsonArrayBuilder array = Json.array();
        values.forEach(array::add);
        return array;
    }
}
