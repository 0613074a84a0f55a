package dev.accrue.billing.payment;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;

/** @see <a href="https://docs.stripe.com/api/refunds/object">Stripe: the refund object</a> */
@ApplicationScoped
public class RefundProjector extends ObjectProjector {

    private static final Table REFUNDS = Table.of(
            "refunds",
            "id",
            "revision charge_id payment_intent_id balance_transaction status currency amount_minor reason failure_reason"
                    + " created_at deleted_at");

    public RefundProjector() {
        super("refund", REFUNDS);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        row.set("charge_id", Json.reference(raw, "charge"))
                .set("payment_intent_id", Json.reference(raw, "payment_intent"))
                .set("balance_transaction", Json.reference(raw, "balance_transaction"))
                .set("status", Json.text(raw, "status").orElse("unknown"))
                .set("currency", Json.text(raw, "currency").orElse(""))
                .set("amount_minor", Json.whole(raw, "amount").orElse(0L))
                .set("reason", Json.text(raw, "reason"))
                .set("failure_reason", Json.text(raw, "failure_reason"))
                .set("created_at", Json.moment(raw, "created"));
    }
}
