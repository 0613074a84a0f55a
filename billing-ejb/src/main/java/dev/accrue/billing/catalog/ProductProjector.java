package dev.accrue.billing.catalog;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;

/** @see <a href="https://docs.stripe.com/api/products/object">Stripe: the product object</a> */
@ApplicationScoped
public class ProductProjector extends ObjectProjector {

    private static final Table PRODUCTS =
            Table.of("products", "id", "revision name active tax_code created_at deleted_at");

    public ProductProjector() {
        super("product", PRODUCTS);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        row.set("name", Json.text(raw, "name"))
                .set("active", Json.isTrue(raw, "active"))
                .set("tax_code", Json.reference(raw, "tax_code"))
                .set("created_at", Json.moment(raw, "created"));
    }
}
