package dev.accrue.billing.operation;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery.Question;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operation leaves behind at Stripe, by which it is found when its answer was lost. */
public final class Traces {

    /** How far Stripe's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private Traces() {}

    /**
     * Whether the operation is named by the metadata of the object, or of the change that waits beside it for its
     * payment; a later operation on the same object overwrites that.
     */
    public static boolean marked(JsonObject object, Question question) {
        return Stream.of(
                        Json.text(object, "metadata", Recovery.METADATA_KEY),
                        Json.text(object, "pending_update", "metadata", Recovery.METADATA_KEY))
                .flatMap(Optional::stream)
                .anyMatch(question.operation().toString()::equals);
    }

    /** Whether Stripe has an event of this type that came of the operation's request. */
    public static boolean inEvents(String eventType, Question question, Processor processor) {
        return events(eventType, question, processor).findAny().isPresent();
    }

    /** The events of this type that came of the operation's request: Stripe keeps its idempotency key with them. */
    public static Stream<JsonObject> events(String eventType, Question question, Processor processor) {
        return processor.listAll(since(question, "event").where("type", eventType)).stream()
                .filter(event -> cameOf(event, question.idempotencyKey()));
    }

    /**
     * What other requests have done to what an operation made or changed, after it.
     *
     * @param eventTypes a group, such as {@code customer.subscription.*}
     * @see <a href="https://docs.stripe.com/api/events/list">Stripe: List all events, newest first</a>
     */
    public static List<JsonObject> eventsAfter(Promise promise, String eventTypes, Processor processor) {
        Listing listing =
                since(promise.result().account(), promise.startedAt(), "event").where("type", eventTypes);
        return processor.listAll(listing).stream()
                .filter(event -> Json.text(event, "data", "object", "id")
                        .filter(promise.result().id()::equals)
                        .isPresent())
                .takeWhile(event -> !cameOf(event, promise.idempotencyKey()))
                .filter(event -> Json.text(event, "request", "id").isPresent())
                .toList();
    }

    private static boolean cameOf(JsonObject event, String idempotencyKey) {
        return Json.text(event, "request", "idempotency_key")
                .filter(idempotencyKey::equals)
                .isPresent();
    }

    /** The objects of a type that were made since the operation was begun. */
    public static Listing since(Question question, String objectType) {
        return since(question.account(), question.startedAt(), objectType);
    }

    private static Listing since(Account account, Instant begun, String objectType) {
        return Listing.of(account, objectType)
                .where("created[gte]", Long.toString(begun.minus(SKEW).getEpochSecond()));
    }
}
