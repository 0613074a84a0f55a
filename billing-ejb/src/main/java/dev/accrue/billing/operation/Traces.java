package dev.accrue.billing.operation;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery.Question;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import jakarta.json.JsonObject;
import java.time.Duration;
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
                .filter(event -> Json.text(event, "request", "idempotency_key")
                        .filter(question.idempotencyKey()::equals)
                        .isPresent());
    }

    /** The objects of a type that were made since the operation was begun. */
    public static Listing since(Question question, String objectType) {
        return Listing.of(question.account(), objectType)
                .where(
                        "created[gte]",
                        Long.toString(question.startedAt().minus(SKEW).getEpochSecond()));
    }
}
