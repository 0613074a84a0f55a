package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;

/** Collection goes on. */
public record Unpause() implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.unpause";
    }

    @Override
    public JsonObject asked() {
        return Changes.nothing();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustRun(this, now);
        if (!now.collectionPaused()) {
            throw new ChangeNotAllowedException(kind(), now, "it is not paused; there is nothing to take back");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Json.object().add("pause_collection", "").build();
    }
}
