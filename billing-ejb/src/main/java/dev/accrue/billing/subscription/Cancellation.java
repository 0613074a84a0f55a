package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * What a customer said when they canceled.
 *
 * @param feedback the reason, of those that Stripe counts
 * @param comment their own words; Stripe keeps them, the ledger does not
 * @see <a href="https://docs.stripe.com/api/subscriptions/update#update_subscription-cancellation_details">Stripe:
 *     cancellation details</a>
 */
public record Cancellation(Feedback feedback, Optional<String> comment) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The reasons that Stripe counts. */
    public enum Feedback {
        CUSTOMER_SERVICE,
        LOW_QUALITY,
        MISSING_FEATURES,
        OTHER,
        SWITCHED_SERVICE,
        TOO_COMPLEX,
        TOO_EXPENSIVE,
        UNUSED
    }

    static JsonObject details(Optional<Cancellation> why) {
        JsonObjectBuilder details = Json.object();
        why.ifPresent(said -> {
            details.add("feedback", said.feedback().name().toLowerCase(Locale.ROOT));
            said.comment().ifPresent(comment -> details.add("comment", comment));
        });
        return details.build();
    }

    /** Leaves out the comment, which is a person's own words. */
    @Override
    public String toString() {
        return "Cancellation[" + feedback + "]";
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
