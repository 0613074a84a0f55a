package dev.accrue.billing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Row;
import dev.accrue.billing.harness.AllProjectors;
import dev.accrue.billing.harness.ApiTrain;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.ExtractTables;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One object in the shapes of all API trains gives one set of rows. */
class ApiTrainsTest {

    private static final Account PLATFORM = Account.platform(false);

    @ParameterizedTest
    @MethodSource("objectsOfTrains")
    void everyTrainGivesTheSameRows(ApiTrain train, JsonObject object) {
        JsonObject sayable = sayableIn(train, object);

        assertThat(rows(train.shape(sayable))).isEqualTo(rows(sayable));
    }

    @ParameterizedTest
    @MethodSource("objectsOfTrains")
    void emptyPlacesOfOtherTrainsAreLookedPast(ApiTrain train, JsonObject object) {
        JsonObject sayable = sayableIn(train, object);

        assertThat(rows(train.shapeAmongEmptyPlaces(sayable))).isEqualTo(rows(sayable));
    }

    @ParameterizedTest
    @EnumSource(ApiTrain.class)
    void anEventsBodyOfEveryTrainIsTaken(ApiTrain train) {
        try (TestBilling billing = TestBilling.on(TestDatabase.H2)
                .with("billing.webhooks.refetch", "payload")
                .wire(simulator -> request -> {
                    throw new AssertionError("nothing has to be fetched");
                })
                .start()) {
            Stream.of(invoice(), subscription())
                    .map(object -> Events.full(
                            "evt_" + object.getString("object"),
                            object.getString("object") + ".updated",
                            Instant.parse("2026-11-01T10:00:00Z"),
                            train.shape(sayableIn(train, object))))
                    .map(event -> Json.object(event)
                            .add("api_version", train.version())
                            .build())
                    .forEach(event -> billing.hand("stripe", event));
            billing.drain();

            ExtractTables tables = billing.extracts();
            assertThat(Stream.of(invoice(), subscription())
                            .flatMap(object -> AllProjectors.rows(PLATFORM, sayableIn(train, object)).stream()))
                    .hasSize(7)
                    .allSatisfy(row -> assertThat(tables.stored(row)).isEqualTo(tables.expected(row)));
        }
    }

    @Test
    void aLineSaysWhatItIsForAndWhatItCosts() {
        List<Row> rows = AllProjectors.rows(PLATFORM, ApiTrain.BEFORE_ACACIA.shape(invoice()));

        assertThat(rows.get(0)).satisfies(row -> {
            assertThat(row.get("subscription_id")).isEqualTo("sub_1");
            assertThat(row.get("tax_minor")).isEqualTo(380L);
            assertThat(row.get("discount_minor")).isEqualTo(100L);
        });
        assertThat(rows.subList(1, 4)).extracting(row -> row.get("proration")).containsExactly(false, true, false);
        assertThat(rows.subList(1, 4))
                .extracting(row -> row.get("subscription_item"))
                .containsExactly("si_1", "si_1", null);
        assertThat(rows.subList(1, 4))
                .extracting(row -> row.get("invoice_item"))
                .containsExactly(null, "ii_1", "ii_2");
        assertThat(rows.subList(1, 4))
                .extracting(row -> row.get("price_id"))
                .containsExactly("price_1", "price_1", null);
        assertThat(rows.subList(1, 4)).extracting(row -> row.get("tax_minor")).containsExactly(190L, 0L, 190L);
    }

    @Test
    void aSubscriptionsPeriodIsFoundOnItsItemsOrAboveThem() {
        assertThat(AllProjectors.rows(PLATFORM, ApiTrain.ACACIA.shape(subscription())))
                .allSatisfy(row -> {
                    assertThat(row.get("period_start")).isEqualTo(Instant.ofEpochSecond(1_793_491_200));
                    assertThat(row.get("period_end")).isEqualTo(Instant.ofEpochSecond(1_796_083_200));
                });
    }

    static Stream<Arguments> objectsOfTrains() {
        return Stream.of(ApiTrain.values())
                .flatMap(train -> Stream.of(
                                subscription(),
                                invoice(),
                                intent(),
                                example("charge"),
                                example("refund"),
                                example("customer"),
                                example("product"),
                                example("price"),
                                example("payment_method"),
                                example("subscription_schedule"),
                                example("subscription"))
                        .map(object -> Arguments.of(train, object)));
    }

    /** What a train had no word for, it cannot tell. */
    private static JsonObject sayableIn(ApiTrain train, JsonObject object) {
        return train.isSinceBasil()
                ? object
                : Json.object(object).remove("billing_mode").build();
    }

    private static List<Row> rows(JsonObject object) {
        List<Row> rows = AllProjectors.rows(PLATFORM, object);
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static JsonObject example(String type) {
        return StripeExamples.of(type);
    }

    private static JsonObject intent() {
        return Json.object(example("payment_intent"))
                .add("latest_charge", "ch_latest")
                .build();
    }

    /** Two items of one period, which older trains could express. */
    private static JsonObject subscription() {
        JsonObject example = example("subscription");
        JsonObject item = Json.object(Json.children(example, "items").get(0))
                .add("current_period_start", 1_793_491_200)
                .add("current_period_end", 1_796_083_200)
                .build();
        return Json.object(example)
                .add("id", "sub_1")
                .add("discounts", Json.array().add("di_1"))
                .add(
                        "items",
                        Json.object(example.getJsonObject("items"))
                                .add(
                                        "data",
                                        Json.array()
                                                .add(StripeExamples.withId(item, "si_1"))
                                                .add(StripeExamples.withId(item, "si_2"))))
                .build();
    }

    /** A line of a subscription, a proration, and one that was added by hand. */
    private static JsonObject invoice() {
        JsonObject example = example("invoice");
        JsonObject line = Json.children(example, "lines").get(0);
        JsonObject price = Json.parse("""
                {"type": "price_details", "unit_amount_decimal": "1000",
                 "price_details": {"price": "price_1", "product": "prod_1"}}""");
        JsonObject ofItem = Json.parse("""
                {"type": "subscription_item_details", "invoice_item_details": null, "subscription_item_details":
                 {"invoice_item": null, "proration": false, "subscription": "sub_1", "subscription_item": "si_1"}}""");
        JsonObject proration = Json.parse("""
                {"type": "subscription_item_details", "invoice_item_details": null, "subscription_item_details":
                 {"invoice_item": "ii_1", "proration": true, "subscription": "sub_1", "subscription_item": "si_1"}}""");
        JsonObject byHand = Json.parse("""
                {"type": "invoice_item_details", "subscription_item_details": null, "invoice_item_details":
                 {"invoice_item": "ii_2", "proration": false, "subscription": null}}""");
        JsonObject tax =
                Json.parse("{\"amount\": 190, \"tax_behavior\": \"exclusive\", \"type\": \"tax_rate_details\"}");
        JsonObject none = Json.parse("{\"type\": \"price_details\", \"price_details\": null}");
        return Json.object(example)
                .add("id", "in_1")
                .add("status", "paid")
                .add("amount_overpaid", 0)
                .add("discounts", Json.array().add("di_1"))
                .add("total_discount_amounts", Json.array().add(Json.object().add("amount", 100)))
                .add("total_taxes", Json.array().add(tax).add(tax))
                .add(
                        "parent",
                        Json.parse(
                                "{\"type\": \"subscription_details\", \"subscription_details\": {\"subscription\": \"sub_1\"}}"))
                .add(
                        "lines",
                        Json.object(example.getJsonObject("lines"))
                                .add(
                                        "data",
                                        Json.array()
                                                .add(line(
                                                        line,
                                                        "il_1",
                                                        ofItem,
                                                        price,
                                                        Json.array().add(tax)))
                                                .add(line(line, "il_2", proration, price, Json.array()))
                                                .add(line(
                                                        line,
                                                        "il_3",
                                                        byHand,
                                                        none,
                                                        Json.array().add(tax)))))
                .build();
    }

    private static JsonObject line(
            JsonObject example, String id, JsonObject parent, JsonObject pricing, JsonArrayBuilder taxes) {
        return Json.object(example)
                .add("id", id)
                .add("parent", parent)
                .add("pricing", pricing)
                .add("taxes", taxes)
                .build();
    }
}
