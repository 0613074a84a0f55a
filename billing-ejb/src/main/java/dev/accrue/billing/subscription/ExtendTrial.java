package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * The trial ends at another moment, or a running subscription gets one.
 *
 * @param until the moment, to the second, in the future
 */
public record ExtendTrial(Instant until) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.extend_trial";
    }

    @Override
    public JsonObject asked() {
        return Json.object().add("until", until.getEpochSecond()).build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.mustChangeNowAlone(this, now);
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Json.object()
                .add("trial_end", until.getEpochSecond())
                .add("proration_behavior", Proration.NONE.stripeName())
                .build();
    }
}
