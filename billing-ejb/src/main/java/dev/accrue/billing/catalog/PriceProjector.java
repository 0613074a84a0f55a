package dev.accrue.billing.catalog;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Extracts;
import dev.accrue.billing.mirror.ObjectProjector;
import dev.accrue.billing.mirror.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Optional;

/** @see <a href="https://docs.stripe.com/api/prices/object">Stripe: the price object</a> */
@ApplicationScoped
public class PriceProjector extends ObjectProjector {

    private static final Table PRICES = Table.of(
            "prices",
            "id",
            "revision product_id lookup_key nickname active currency unit_minor unit_decimal billing_scheme price_type"
                    + " recur_unit recur_count usage_type tax_behavior created_at deleted_at");

    private static final Table OPTIONS = Table.of(
            "price_options", "id", "revision price_id currency unit_minor unit_decimal tax_behavior removed_at");

    public PriceProjector() {
        super("price", PRICES);
    }

    /**
     * What it costs in each currency has rows of its own. Stripe shows that only when asked to, which events never are:
     * a price without it is incomplete and is fetched.
     */
    @Override
    public void project(Snapshot snapshot, Extracts extracts) {
        super.project(snapshot, extracts);
        Optional<JsonObject> options = Json.child(snapshot.raw(), "currency_options");
        options.ifPresentOrElse(
                found -> found.keySet().forEach(currency -> option(snapshot, extracts, currency)), extracts::lack);
        extracts.removeOthers(OPTIONS, "price_id", snapshot, "currency_options");
    }

    private static void option(Snapshot snapshot, Extracts extracts, String currency) {
        JsonObject raw = snapshot.raw();
        extracts.child(OPTIONS, snapshot, snapshot.key().id() + "/" + currency)
                .set("price_id", snapshot.key().id())
                .set("currency", currency)
                .set("unit_minor", Json.whole(raw, "currency_options", currency, "unit_amount"))
                .set("unit_decimal", Json.text(raw, "currency_options", currency, "unit_amount_decimal"))
                .set("tax_behavior", Json.text(raw, "currency_options", currency, "tax_behavior"));
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        row.set("product_id", Json.reference(raw, "product"))
                .set("lookup_key", Json.text(raw, "lookup_key"))
                .set("nickname", Json.text(raw, "nickname"))
                .set("active", Json.isTrue(raw, "active"))
                .set("currency", Json.text(raw, "currency").orElse(""))
                .set("unit_minor", Json.whole(raw, "unit_amount"))
                .set("unit_decimal", Json.text(raw, "unit_amount_decimal"))
                .set("billing_scheme", Json.text(raw, "billing_scheme"))
                .set("price_type", Json.text(raw, "type"))
                .set("recur_unit", Json.text(raw, "recurring", "interval"))
                .set("recur_count", Json.whole(raw, "recurring", "interval_count"))
                .set("usage_type", Json.text(raw, "recurring", "usage_type"))
                .set("tax_behavior", Json.text(raw, "tax_behavior"))
                .set("created_at", Json.moment(raw, "created"));
    }
}
