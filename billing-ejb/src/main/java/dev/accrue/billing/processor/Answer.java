package dev.accrue.billing.processor;

import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * What the processor answered.
 *
 * @param object the object, raw
 * @param requestId the id under which the processor's support finds the request
 * @param answeredAt the processor's own time of the answer, in whole seconds
 */
public record Answer(JsonObject object, String requestId, Instant answeredAt) {

    /** Leaves out the object, which holds personal data. */
    @Override
    public String toString() {
        return "answer to " + requestId;
    }
}
