package dev.accrue.billing.payment;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;

/** @see <a href="https://docs.stripe.com/api/charges/object">Stripe: the charge object</a> */
@ApplicationScoped
public class ChargeProjector extends ObjectProjector {

    private static final Table CHARGES = Table.of(
            "charges",
            "id",
            "revision customer_id payment_intent_id payment_method_id balance_transaction status currency amount_minor"
                    + " captured_minor refunded_minor paid refunded disputed failure_code receipt_url created_at"
                    + " deleted_at");

    public ChargeProjector() {
        super("charge", CHARGES);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        row.set("customer_id", Json.reference(raw, "customer"))
                .set("payment_intent_id", Json.reference(raw, "payment_intent"))
                .set("payment_method_id", Json.reference(raw, "payment_method"))
                .set("balance_transaction", Json.reference(raw, "balance_transaction"))
                .set("status", Json.text(raw, "status").orElse("unknown"))
                .set("currency", Json.text(raw, "currency").orElse(""))
                .set("amount_minor", Json.whole(raw, "amount").orElse(0L))
                .set("captured_minor", Json.whole(raw, "amount_captured").orElse(0L))
                .set("refunded_minor", Json.whole(raw, "amount_refunded").orElse(0L))
                .set("paid", Json.isTrue(raw, "paid"))
                .set("refunded", Json.isTrue(raw, "refunded"))
                .set("disputed", Json.isTrue(raw, "disputed"))
                .set("failure_code", Json.text(raw, "failure_code"))
                .set("receipt_url", Json.text(raw, "receipt_url"))
                .set("created_at", Json.moment(raw, "created"));
    }
}
