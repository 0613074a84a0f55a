package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.json.JsonObject;

/**
 * Collection goes on. A subscription that stands still since its trial ended without a payment method begins its first
 * period; if that costs something, it stands still until it is paid.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/resume">Stripe: resume a subscription</a>
 */
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
        if (!now.collectionPaused() && !now.standsStill()) {
            throw new ChangeNotAllowedException(kind(), now, "it is not paused; there is nothing to take back");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return now.standsStill()
                ? Changes.nothing()
                : Json.object().add("pause_collection", "").build();
    }

    @Override
    public Command command(Subscription now) {
        CommandKind kind = now.standsStill() ? CommandKind.SUBSCRIPTION_RESUME : CommandKind.SUBSCRIPTION_UPDATE;
        return new Command(kind, now.id(), parameters(now));
    }
}
