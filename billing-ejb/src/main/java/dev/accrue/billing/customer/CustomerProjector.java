package dev.accrue.billing.customer;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;

/** @see <a href="https://docs.stripe.com/api/customers/object">Stripe: the customer object</a> */
@ApplicationScoped
public class CustomerProjector extends ObjectProjector {

    private static final Table CUSTOMERS = Table.of(
            "customers",
            "id",
            "revision name email currency balance_minor delinquent default_payment_method preferred_locale created_at"
                    + " deleted_at");

    public CustomerProjector() {
        super("customer", CUSTOMERS);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        row.set("name", Json.text(raw, "name"))
                .set("email", Json.text(raw, "email"))
                .set("currency", Json.text(raw, "currency"))
                .set("balance_minor", Json.whole(raw, "balance").orElse(0L))
                .set("delinquent", Json.isTrue(raw, "delinquent"))
                .set("default_payment_method", Json.reference(raw, "invoice_settings", "default_payment_method"))
                .set("preferred_locale", firstLocale(raw))
                .set("created_at", Json.moment(raw, "created"));
    }

    private static Optional<String> firstLocale(JsonObject raw) {
        return Json.texts(raw, "preferred_locales").stream().findFirst();
    }
}
