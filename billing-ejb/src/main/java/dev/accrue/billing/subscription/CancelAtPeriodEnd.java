package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * The subscription runs to the end of what was paid for, and ends.
 *
 * @param why what the customer said
 */
public record CancelAtPeriodEnd(Optional<Cancellation> why) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.cancel_at_period_end";
    }

    @Override
    public JsonObject asked() {
        return Json.object().add("why", Cancellation.details(why)).build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustBePaidFor(this, now);
        Changes.mustChangeNowAlone(this, now);
        if (now.standsStill()) { // unverified: no page of Stripe's says what it would do
            throw new ChangeNotAllowedException(kind(), now, "no period runs to whose end it could; cancel it now");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Json.object()
                .add("cancel_at_period_end", true)
                .add("cancellation_details", Cancellation.details(why))
                .build();
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
