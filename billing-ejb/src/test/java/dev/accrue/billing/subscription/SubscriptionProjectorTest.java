package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Projected;
import dev.accrue.billing.mirror.StripeExamples;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionProjectorTest {

    private static final JsonObject EXAMPLE = StripeExamples.of("subscription");
    private static final SubscriptionProjector PROJECTOR = new SubscriptionProjector();

    @Test
    void projectsStripesExample() {
        Row row = Projected.row(PROJECTOR, EXAMPLE);

        assertThat(row.get("customer_id")).isEqualTo("cus_QXg1o8vcGmoR32");
        assertThat(row.get("status")).isEqualTo("active");
        assertThat(row.get("currency")).isEqualTo("usd");
        assertThat(row.get("name")).isEqualTo("default");
        assertThat(row.get("billing_mode")).isEqualTo("classic");
        assertThat(row.get("cancel_at_period_end")).isEqualTo(true);
        assertThat(row.get("pause_behavior")).isEqualTo("mark_uncollectible");
        assertThat(row.get("pending_update")).isEqualTo(true);
        assertThat(row.get("ended_at")).isEqualTo(Instant.ofEpochSecond(1_234_567_890));
        assertThat(row.get("latest_invoice")).isNull();
    }

    @Test
    void projectsTheItems() {
        Row item = Projected.rows(PROJECTOR, EXAMPLE).get(1);

        assertThat(item.get("id")).isEqualTo("si_QXhVnC2h0Jczwc");
        assertThat(item.get("subscription_id")).isEqualTo("sub_1Pgc6rB7WZ01zgkWNy0Cn5nw");
        assertThat(item.get("price_id")).isEqualTo("price_1PgafmB7WZ01zgkW6dKueIc5");
        assertThat(item.get("product_id")).isEqualTo("prod_QXg1hqf4jFNsqG");
        assertThat(item.get("quantity")).isEqualTo(1L);
        assertThat(item.get("period_end")).isEqualTo(Instant.ofEpochSecond(976_287_773));
    }

    @Test
    void theShapeFromBeforeBasilGivesTheSameRows() {
        assertThat(Projected.rows(PROJECTOR, StripeExamples.subscriptionBeforeBasil(EXAMPLE)))
                .isEqualTo(Projected.rows(PROJECTOR, EXAMPLE));
    }

    @Test
    void theSubscriptionsPeriodStartsWithTheEarliestItemAndEndsWithTheFirstThatEnds() {
        Row row = Projected.row(PROJECTOR, withItems(item("si_1", 100, 400), item("si_2", 200, 300)));

        assertThat(row.get("period_start")).isEqualTo(Instant.ofEpochSecond(100));
        assertThat(row.get("period_end")).isEqualTo(Instant.ofEpochSecond(300));
        assertThat(row.get("period_end_last")).isEqualTo(Instant.ofEpochSecond(400));
    }

    @Test
    void anItemFromBeforePricesHasItsPlansPrice() {
        JsonObject item = Json.object()
                .add("id", "si_1")
                .add("plan", Json.object().add("id", "plan_1").add("product", "prod_1"))
                .build();

        Row row = Projected.rows(PROJECTOR, withItems(item)).get(1);

        assertThat(row.get("price_id")).isEqualTo("plan_1");
        assertThat(row.get("product_id")).isEqualTo("prod_1");
    }

    @Test
    void discountsAreKnownByTheirIdsHoweverStripeWritesThem() {
        JsonObject whole =
                Json.object().add("id", "di_1").add("object", "discount").build();
        JsonObject several = Json.object(EXAMPLE)
                .add("discounts", Json.array().add("di_1").add("di_2"))
                .build();
        JsonObject expanded =
                Json.object(EXAMPLE).add("discounts", Json.array().add(whole)).build();
        JsonObject before =
                Json.object(EXAMPLE).remove("discounts").add("discount", whole).build();

        assertThat(Projected.row(PROJECTOR, several).get("discount_ids")).isEqualTo("di_1 di_2");
        assertThat(Projected.row(PROJECTOR, expanded).get("discount_ids")).isEqualTo("di_1");
        assertThat(Projected.row(PROJECTOR, before).get("discount_ids")).isEqualTo("di_1");
    }

    @Test
    void itsNameIsInTheMetadata() {
        JsonObject named = Json.object(EXAMPLE)
                .add("metadata", Json.object().add("billing_name", "storage"))
                .build();

        assertThat(Projected.row(PROJECTOR, named).get("name")).isEqualTo("storage");
    }

    @Test
    void whatIsExpandedIsReadByItsId() {
        JsonObject expanded = Json.object(EXAMPLE)
                .add("customer", Json.object().add("id", "cus_1").add("object", "customer"))
                .add("latest_invoice", Json.object().add("id", "in_1").add("object", "invoice"))
                .build();

        Row row = Projected.row(PROJECTOR, expanded);

        assertThat(List.of(row.get("customer_id"), row.get("latest_invoice"))).containsExactly("cus_1", "in_1");
    }

    private static JsonObject item(String id, long start, long end) {
        return Json.object()
                .add("id", id)
                .add("current_period_start", start)
                .add("current_period_end", end)
                .build();
    }

    private static JsonObject withItems(JsonObject... items) {
        var data = Json.array();
        List.of(items).forEach(data::add);
        return Json.object(EXAMPLE)
                .add("items", Json.object().add("object", "list").add("data", data))
                .build();
    }
}
