package dev.accrue.billing.payment;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * Projects a payment intent. Before 2022-11-15 it listed its charges, the newest first, and named none as the latest.
 *
 * @see <a href="https://docs.stripe.com/api/payment_intents/object">Stripe: the payment intent object</a>
 */
@ApplicationScoped
public class PaymentIntentProjector extends ObjectProjector {

    private static final Table INTENTS = Table.of(
            "payment_intents",
            "id",
            "revision customer_id status currency amount_minor received_minor payment_method_id latest_charge error_code"
                    + " decline_code canceled_at cancel_reason created_at deleted_at");

    public PaymentIntentProjector() {
        super("payment_intent", INTENTS);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        row.set("customer_id", Json.reference(raw, "customer"))
                .set("status", Json.text(raw, "status").orElse("unknown"))
                .set("currency", Json.text(raw, "currency").orElse(""))
                .set("amount_minor", Json.whole(raw, "amount").orElse(0L))
                .set("received_minor", Json.whole(raw, "amount_received").orElse(0L))
                .set("payment_method_id", Json.reference(raw, "payment_method"))
                .set("latest_charge", Json.reference(raw, "latest_charge").or(() -> newestOf(raw, "charges")))
                .set("error_code", Json.text(raw, "last_payment_error", "code"))
                .set("decline_code", Json.text(raw, "last_payment_error", "decline_code"))
                .set("canceled_at", Json.moment(raw, "canceled_at"))
                .set("cancel_reason", Json.text(raw, "cancellation_reason"))
                .set("created_at", Json.moment(raw, "created"));
    }

    private static Optional<String> newestOf(JsonObject raw, String list) {
        return Json.children(raw, list).stream().findFirst().flatMap(newest -> Json.text(newest, "id"));
    }
}
