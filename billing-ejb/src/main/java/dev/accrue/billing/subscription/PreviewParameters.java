package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a command would send, as the supposition of a preview. Both come from the same parameters; each of them either
 * has a place in a preview, or has no influence on an invoice, or makes this fail: a parameter that nobody thought of
 * must not make a preview silently wrong.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: create a preview invoice</a>
 */
final class PreviewParameters {

    private static final Set<String> OF_THE_SUBSCRIPTION = Set.of(
            "billing_cycle_anchor",
            "billing_mode",
            "cancel_at",
            "cancel_at_period_end",
            "items",
            "proration_behavior",
            "proration_date",
            "trial_end");
    private static final Set<String> OF_THE_INVOICE = Set.of("automatic_tax", "customer", "discounts");
    private static final Set<String> ABOUT_NO_MONEY = Set.of(
            "cancellation_details",
            "collection_method",
            "days_until_due",
            "default_payment_method",
            "invoice_now",
            "metadata",
            "off_session",
            "pause_collection",
            "payment_behavior",
            "payment_settings",
            "trial_settings");

    private final Instant now;
    private final JsonObjectBuilder invoice = Json.object();
    private final JsonObjectBuilder subscription = Json.object();

    private PreviewParameters(Instant now) {
        this.now = now;
    }

    /** The supposition that a command was sent now. */
    static JsonObject of(Command command, Instant now) {
        return new PreviewParameters(now).build(command);
    }

    /** The next invoice of a subscription as it is. */
    static JsonObject asItIs(String subscriptionId) {
        return Json.object().add("subscription", subscriptionId).build();
    }

    /** What recurs under a supposition: every item for a whole period, and nothing that happens once. */
    static JsonObject recurring(JsonObject supposed) {
        return Json.object(supposed).add("preview_mode", "recurring").build();
    }

    /** The same supposition with nothing prorated; empty when nothing is. */
    static Optional<JsonObject> withoutProrations(Command command, Instant now) {
        return Json.text(command.parameters(), "proration_behavior")
                .filter(behavior -> !behavior.equals(Proration.NONE.stripeName()))
                .map(behavior -> Json.object(command.parameters())
                        .remove("proration_date")
                        .add("proration_behavior", Proration.NONE.stripeName())
                        .build())
                .map(parameters -> of(new Command(command.kind(), command.target(), parameters), now));
    }

    private JsonObject build(Command command) {
        if (command.kind() != CommandKind.SUBSCRIPTION_CREATE) {
            invoice.add("subscription", command.target());
        }
        if (command.kind() == CommandKind.SUBSCRIPTION_CANCEL) {
            subscription.add("cancel_now", true).add("proration_behavior", prorationOf(command.parameters()));
        } else {
            command.parameters().forEach(this::suppose);
        }
        JsonObject details = subscription.build();
        return details.isEmpty()
                ? invoice.build()
                : invoice.add("subscription_details", details).build();
    }

    /** A cancellation says it by two flags. */
    private static String prorationOf(JsonObject cancellation) {
        if (!Json.isTrue(cancellation, "prorate")) {
            return Proration.NONE.stripeName();
        }
        return (Json.isTrue(cancellation, "invoice_now") ? Proration.ALWAYS_INVOICE : Proration.CREATE_PRORATIONS)
                .stripeName();
    }

    private void suppose(String name, JsonValue value) {
        if (OF_THE_SUBSCRIPTION.contains(name)) {
            subscription.add(name, value);
        } else if (OF_THE_INVOICE.contains(name)) {
            invoice.add(name, value);
        } else if (name.equals("trial_period_days")) { // a preview knows only the moment
            long days = Long.parseLong(value.toString().replace("\"", ""));
            subscription.add("trial_end", now.plus(Duration.ofDays(days)).getEpochSecond());
        } else if (!ABOUT_NO_MONEY.contains(name)) {
            throw new IllegalStateException(
                    "whoever sends " + name + " has to say in PreviewParameters what it does" + " to an invoice");
        }
    }
}
