package dev.accrue.billing.tax;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;

/** @see <a href="https://docs.stripe.com/api/tax_ids/object">Stripe: the tax id object</a> */
@ApplicationScoped
public class TaxIdProjector extends ObjectProjector {

    private static final Table TAX_IDS = Table.of(
            "tax_ids", "id", "revision customer_id id_type id_value country verification created_at deleted_at");

    public TaxIdProjector() {
        super("tax_id", TAX_IDS);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        row.set("customer_id", Json.reference(raw, "customer").or(() -> Json.reference(raw, "owner", "customer")))
                .set("id_type", Json.text(raw, "type"))
                .set("id_value", Json.text(raw, "value"))
                .set("country", Json.text(raw, "country"))
                .set("verification", Json.text(raw, "verification", "status"))
                .set("created_at", Json.moment(raw, "created"));
    }
}
