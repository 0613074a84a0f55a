package dev.accrue.billing.webhook;

import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Cause;
import dev.accrue.billing.ledger.Fact;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The one fact that each event becomes. It says what changed by name, and of values only statuses and amounts, because
 * facts are never erased and may hold no personal data.
 */
final class EventFacts {

    private static final int SCHEMA_VERSION = 1;
    private static final List<String> SAFE_TEXTS = List.of("status", "billing_reason", "currency", "collection_method");
    private static final List<String> SAFE_AMOUNTS =
            List.of("amount", "amount_due", "amount_paid", "amount_remaining", "amount_refunded", "total");

    private EventFacts() {}

    static Fact of(StoredEvent event) {
        return new Fact(
                event.id(),
                event.type(),
                SCHEMA_VERSION,
                event.key(),
                Actor.webhook(event.eventId()),
                Json.text(event.json(), "request", "idempotency_key"),
                Optional.empty(),
                Cause.event(event.eventId()),
                detail(event),
                event.created());
    }

    private static JsonObject detail(StoredEvent event) {
        JsonObjectBuilder detail = Json.object();
        event.payload().ifPresent(object -> addSafe(detail, object));
        Json.child(event.json(), "data", "previous_attributes").ifPresent(previous -> {
            var names = Json.array();
            new TreeSet<>(previous.keySet()).forEach(names::add);
            JsonObjectBuilder before = Json.object();
            addSafe(before, previous);
            detail.add("changed", names).add("before", before);
        });
        return detail.build();
    }

    private static void addSafe(JsonObjectBuilder to, JsonObject from) {
        SAFE_TEXTS.forEach(name -> Json.text(from, name).ifPresent(text -> to.add(name, text)));
        SAFE_AMOUNTS.forEach(name -> Json.whole(from, name).ifPresent(amount -> to.add(name, amount)));
    }
}
