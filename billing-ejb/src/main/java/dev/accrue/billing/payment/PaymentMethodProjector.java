package dev.accrue.billing.payment;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * Projects a payment method of whatever type: what a customer recognises it by stands under a part named after the
 * type.
 *
 * @see <a href="https://docs.stripe.com/api/payment_methods/object">Stripe: the payment method object</a>
 */
@ApplicationScoped
public class PaymentMethodProjector extends ObjectProjector {

    private static final Table METHODS = Table.of(
            "payment_methods",
            "id",
            "revision customer_id method_type brand last4 exp_month exp_year fingerprint created_at deleted_at");

    public PaymentMethodProjector() {
        super("payment_method", METHODS);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        String type = Json.text(raw, "type").orElse("unknown");
        row.set("customer_id", Json.reference(raw, "customer"))
                .set("method_type", type)
                .set("brand", brand(raw, type))
                .set("last4", Json.text(raw, type, "last4"))
                .set("exp_month", Json.whole(raw, type, "exp_month"))
                .set("exp_year", Json.whole(raw, type, "exp_year"))
                .set("fingerprint", Json.text(raw, type, "fingerprint"))
                .set("created_at", Json.moment(raw, "created"));
    }

    private static Optional<String> brand(JsonObject raw, String type) {
        return Json.text(raw, type, "brand").or(() -> Json.text(raw, type, "bank_name"));
    }
}
