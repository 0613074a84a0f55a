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
            "revision name email currency balance_minor delinquent default_payment_method preferred_locale timezone"
                    + " tax_exempt tax_country created_at deleted_at");

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
                .set("timezone", Json.text(raw, "metadata", CustomerUpdate.TIMEZONE_KEY))
                .set("tax_exempt", Json.text(raw, "tax_exempt"))
                .set("tax_country", taxCountry(raw))
                .set("created_at", Json.moment(raw, "created"));
    }

    /**
     * The country that tax is reckoned for: Stripe looks at the shipping address before the billing address.
     *
     * @see <a href="https://docs.stripe.com/tax/customer-locations">Stripe: customer locations</a>
     */
    private static Optional<String> taxCountry(JsonObject raw) {
        return Json.text(raw, "shipping", "address", "country").or(() -> Json.text(raw, "address", "country"));
    }

    private static Optional<String> firstLocale(JsonObject raw) {
        return Json.texts(raw, "preferred_locales").stream().findFirst();
    }
}
