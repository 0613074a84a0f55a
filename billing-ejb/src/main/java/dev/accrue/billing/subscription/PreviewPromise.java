package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * What a preview promised, as far as the invoice that results can be held against it.
 *
 * @param latestInvoice the newest invoice before; empty when there was none
 * @param dueAtOnce whether the invoice is made now
 * @param figures what the invoice comes to
 * @param renewal when the next renewal was to come; empty for a new subscription
 */
record PreviewPromise(String latestInvoice, boolean dueAtOnce, Figures figures, Optional<Instant> renewal) {

    /** The invoice that came of it. */
    Optional<String> made(Subscription after) {
        return after.latestInvoice().filter(invoice -> dueAtOnce && !invoice.equals(latestInvoice));
    }

    /** An invoice that was made has its own balance written on it, a renewal the customer's as it is now. */
    boolean isKeptBy(Figures resulted) {
        return dueAtOnce ? figures.equals(resulted) : figures.isKeptBy(resulted);
    }

    /** A renewal has an invoice of its own, about which nothing was said. */
    boolean wasRenewed(Subscription after) {
        return renewal.flatMap(end -> after.periodStart().filter(start -> !start.isBefore(end)))
                .isPresent();
    }

    JsonObject json() {
        JsonObjectBuilder json = Json.object()
                .add("latest_invoice", latestInvoice)
                .add("at_once", dueAtOnce)
                .add("figures", figures.json());
        renewal.ifPresent(end -> json.add("renewal", end.getEpochSecond()));
        return json.build();
    }

    static PreviewPromise of(JsonObject json) {
        return new PreviewPromise(
                json.getString("latest_invoice"),
                json.getBoolean("at_once"),
                Figures.of(json.getJsonObject("figures")),
                Json.moment(json, "renewal"));
    }
}
