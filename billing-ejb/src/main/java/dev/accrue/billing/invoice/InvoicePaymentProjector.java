package dev.accrue.billing.invoice;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;

/** @see <a href="https://docs.stripe.com/api/invoice-payment/object">Stripe: the invoice payment object</a> */
@ApplicationScoped
public class InvoicePaymentProjector extends ObjectProjector {

    private static final Table PAYMENTS = Table.of(
            "invoice_payments",
            "id",
            "revision invoice_id payment_intent_id charge_id status currency requested_minor paid_minor is_default"
                    + " paid_at canceled_at created_at deleted_at");

    public InvoicePaymentProjector() {
        super("invoice_payment", PAYMENTS);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        row.set("invoice_id", Json.reference(raw, "invoice"))
                .set("payment_intent_id", Json.reference(raw, "payment", "payment_intent"))
                .set("charge_id", Json.reference(raw, "payment", "charge"))
                .set("status", Json.text(raw, "status").orElse("unknown"))
                .set("currency", Json.text(raw, "currency").orElse(""))
                .set("requested_minor", Json.whole(raw, "amount_requested").orElse(0L))
                .set("paid_minor", Json.whole(raw, "amount_paid"))
                .set("is_default", Json.isTrue(raw, "is_default"))
                .set("paid_at", Json.moment(raw, "status_transitions", "paid_at"))
                .set("canceled_at", Json.moment(raw, "status_transitions", "canceled_at"))
                .set("created_at", Json.moment(raw, "created"));
    }
}
