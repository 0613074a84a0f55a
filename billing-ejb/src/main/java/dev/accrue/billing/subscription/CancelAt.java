package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * The subscription runs to a moment, and ends.
 *
 * @param at the moment, to the second, in the future
 * @param why what the customer said
 */
public record CancelAt(Instant at, Optional<Cancellation> why) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.cancel_at";
    }

    @Override
    public JsonObject asked() {
        return Json.object()
                .add("at", at.getEpochSecond())
                .add("why", Cancellation.details(why))
                .build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.mustChangeNowAlone(this, now);
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Json.object()
                .add("cancel_at", at.getEpochSecond())
                .add("cancellation_details", Cancellation.details(why))
                .build();
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
