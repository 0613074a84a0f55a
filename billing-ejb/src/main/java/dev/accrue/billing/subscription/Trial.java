package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.Instant;

/**
 * The time before a subscription costs something.
 *
 * @param parameter Stripe's name for this way of saying it
 * @param value and what is said
 * @see <a href="https://docs.stripe.com/billing/subscriptions/trials">Stripe: trial periods</a>
 */
public record Trial(String parameter, String value) implements Serializable {

    /** Stripe grants no longer one. */
    public static final int MOST_DAYS = 730;

    private static final long serialVersionUID = 1L;
    private static final String END = "trial_end";

    /** None, or one that ends now. */
    public static Trial none() {
        return new Trial(END, "now");
    }

    /** So many days from the beginning. */
    public static Trial days(int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("a trial has 1 to " + MOST_DAYS + " days; say none() for no trial");
        }
        return new Trial("trial_period_days", Integer.toString(days));
    }

    /** Up to a moment, to the second. */
    public static Trial until(Instant end) {
        return new Trial(END, Long.toString(end.getEpochSecond()));
    }

    JsonObject parameters() {
        return Json.object().add(parameter, value).build();
    }
}
