package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/** The trial ends now, and the first period is invoiced. */
public record EndTrial() implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.end_trial";
    }

    @Override
    public JsonObject asked() {
        return Changes.nothing();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustRun(this, now);
        Changes.mustChangeNowAlone(this, now);
        if (!now.isTrialing()) {
            throw new ChangeNotAllowedException(kind(), now, "it is in no trial");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Changes.onlyIfPaid(now, Json.object().add("trial_end", "now"));
    }
}
