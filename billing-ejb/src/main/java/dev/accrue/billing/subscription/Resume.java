package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/** A subscription that was going to end goes on. One that has ended stays so. */
public record Resume() implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.resume";
    }

    @Override
    public JsonObject asked() {
        return Changes.nothing();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBeKnown(this, now);
        if (!now.cancelAtPeriodEnd() && now.cancelAt().isEmpty()) {
            throw new ChangeNotAllowedException(kind(), now, "nobody canceled it; there is nothing to take back");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return now.cancelAtPeriodEnd()
                ? Json.object().add("cancel_at_period_end", false).build()
                : Json.object().add("cancel_at", "").build();
    }
}
