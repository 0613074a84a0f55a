package dev.accrue.billing.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Projected;
import dev.accrue.billing.mirror.StripeExamples;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InvoiceProjectorTest {

    private static final JsonObject EXAMPLE = StripeExamples.of("invoice");
    private static final InvoiceProjector PROJECTOR = new InvoiceProjector();

    @Test
    void projectsStripesExample() {
        Row row = Projected.row(PROJECTOR, EXAMPLE);

        assertThat(row.get("customer_id")).isEqualTo("cus_QXg1o8vcGmoR32");
        assertThat(row.get("subscription_id")).isEqualTo("subscription");
        assertThat(row.get("status")).isEqualTo("draft");
        assertThat(row.get("currency")).isEqualTo("usd");
        assertThat(row.get("total_minor")).isEqualTo(1000L);
        assertThat(row.get("amount_due_minor")).isEqualTo(1000L);
        assertThat(row.get("amount_overpaid_minor")).isEqualTo(149_300_825L);
        assertThat(row.get("tax_minor")).isEqualTo(0L);
        assertThat(row.get("created_at")).isEqualTo(Instant.ofEpochSecond(1_234_567_890));
        assertThat(row.get("paid_at")).isNull();
    }

    @Test
    void projectsTheLines() {
        Row line = Projected.rows(PROJECTOR, EXAMPLE).get(1);

        assertThat(line.get("id")).isEqualTo("il_1Pgc6sB7WZ01zgkWFnxLrLCq");
        assertThat(line.get("invoice_id")).isEqualTo("in_1Pgc6tB7WZ01zgkWu9fdqL6I");
        assertThat(line.get("amount_minor")).isEqualTo(1000L);
        assertThat(line.get("subscription_id")).isEqualTo("subscription");
        assertThat(line.get("invoice_item")).isEqualTo("invoice_item");
        assertThat(line.get("proration")).isEqualTo(true);
        assertThat(line.get("period_end")).isEqualTo(Instant.ofEpochSecond(1_721_954_054));
    }

    @Test
    void theShapeFromBeforeBasilGivesTheSameRows() {
        JsonObject invoice = aTaxedRenewal();

        assertThat(Projected.rows(PROJECTOR, StripeExamples.invoiceBeforeBasil(invoice)))
                .isEqualTo(Projected.rows(PROJECTOR, invoice))
                .hasSize(3);
    }

    @Test
    void taxesAndDiscountsAreSummed() {
        Row invoice = Projected.row(PROJECTOR, aTaxedRenewal());
        Row line = Projected.rows(PROJECTOR, aTaxedRenewal()).get(1);

        assertThat(invoice.get("tax_minor")).isEqualTo(210L);
        assertThat(invoice.get("discount_minor")).isEqualTo(100L);
        assertThat(line.get("tax_minor")).isEqualTo(190L);
        assertThat(line.get("price_id")).isEqualTo("price_1");
        assertThat(line.get("product_id")).isEqualTo("prod_1");
        assertThat(line.get("subscription_item")).isEqualTo("si_1");
    }

    /** An invoice for a renewal and for an item of its own, with two taxes and a discount. */
    private static JsonObject aTaxedRenewal() {
        JsonArrayBuilder lines = Json.array()
                .add(line("il_1", "subscription_item_details", taxes(190)))
                .add(line("il_2", "invoice_item_details", taxes(20)));
        return Json.object(EXAMPLE)
                .add(
                        "parent",
                        Json.object()
                                .add("type", "subscription_details")
                                .add("subscription_details", Json.object().add("subscription", "sub_1")))
                .add("total_taxes", taxes(190, 20))
                .add("total_discount_amounts", Json.array().add(Json.object().add("amount", 100)))
                .add("lines", Json.object().add("object", "list").add("data", lines))
                .build();
    }

    private static JsonObjectBuilder line(String id, String parent, JsonArrayBuilder taxes) {
        JsonObjectBuilder details = Json.object().add("subscription", "sub_1").add("proration", true);
        if (parent.equals("subscription_item_details")) {
            details.add("subscription_item", "si_1");
        } else {
            details.add("invoice_item", "ii_1");
        }
        return Json.object()
                .add("id", id)
                .add("amount", 1000)
                .add("currency", "usd")
                .add("quantity", 2)
                .add("period", Json.object().add("start", 100).add("end", 200))
                .add(
                        "pricing",
                        Json.object()
                                .add("type", "price_details")
                                .add(
                                        "price_details",
                                        Json.object().add("price", "price_1").add("product", "prod_1")))
                .add("parent", Json.object().add("type", parent).add(parent, details))
                .add("discount_amounts", Json.array().add(Json.object().add("amount", 50)))
                .add("taxes", taxes);
    }

    private static JsonArrayBuilder taxes(long... amounts) {
        JsonArrayBuilder taxes = Json.array();
        for (long amount : amounts) {
            taxes.add(Json.object().add("amount", amount).add("tax_behavior", "exclusive"));
        }
        return taxes;
    }
}
