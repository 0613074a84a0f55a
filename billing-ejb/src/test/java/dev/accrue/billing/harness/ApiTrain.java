package dev.accrue.billing.harness;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The shapes of Stripe's objects at one API train. Each train's shape is made of the next one's by taking back what
 * that one changed.
 *
 * @see <a href="https://docs.stripe.com/changelog">Stripe: changelog</a>
 */
public enum ApiTrain {
    DAHLIA("2026-07-29.dahlia") {
        @Override
        JsonObject takeBack(JsonObject object) {
            return object;
        }
    },
    CLOVER("2025-09-30.clover") {
        @Override
        JsonObject takeBack(JsonObject object) {
            return everywhere(
                    object,
                    here -> without(
                            here,
                            "billed_until",
                            "billing_schedules",
                            "managed_payments",
                            "presentment_details",
                            "quantity_decimal",
                            "amount_paid_off_stripe"));
        }
    },
    BASIL("2025-03-31.basil") {
        @Override
        JsonObject takeBack(JsonObject object) {
            return everywhere(object, ApiTrain::withCouponOnTop);
        }
    },
    ACACIA("2024-09-30.acacia") {
        @Override
        JsonObject takeBack(JsonObject object) {
            return switch (object.getString("object")) {
                case "subscription" -> subscriptionBeforeBasil(object);
                case "invoice" -> invoiceBeforeBasil(object);
                case "charge", "payment_intent" ->
                    Json.object(object).add("invoice", "in_1").build();
                default -> object;
            };
        }
    },
    BEFORE_ACACIA("2020-08-27") {
        @Override
        JsonObject takeBack(JsonObject object) {
            return switch (object.getString("object")) {
                case "payment_intent" -> intentWithCharges(object);
                case "charge" ->
                    Json.object(object)
                            .add("refunds", list("/v1/charges/refunds"))
                            .build();
                default -> object;
            };
        }
    };

    private static final List<String> PERIOD = List.of("current_period_start", "current_period_end");

    private final String version;

    ApiTrain(String version) {
        this.version = version;
    }

    public String version() {
        return version;
    }

    /** What this train changed, taken back. */
    abstract JsonObject takeBack(JsonObject object);

    /** The object, which is in dahlia's shape, in this train's. */
    public JsonObject shape(JsonObject dahlia) {
        JsonObject shaped = dahlia;
        for (ApiTrain train : values()) {
            shaped = train.takeBack(shaped);
            if (train == this) {
                return shaped;
            }
        }
        throw new AssertionError();
    }

    /** The object in this train's shape, with the places of all other shapes there as well, and null. */
    public JsonObject shapeAmongEmptyPlaces(JsonObject dahlia) {
        JsonObject shaped = shape(dahlia);
        for (ApiTrain train : values()) {
            shaped = withEmptyPlacesOf(train.shape(dahlia), shaped);
        }
        return shaped;
    }

    /** Whether this train knows the billing mode, and invoices that were paid too much. */
    public boolean isSinceBasil() {
        return ordinal() <= BASIL.ordinal();
    }

    private static JsonObject withEmptyPlacesOf(JsonObject other, JsonObject object) {
        JsonObjectBuilder all = Json.object();
        other.keySet().forEach(name -> all.add(name, JsonValue.NULL));
        object.forEach((name, value) -> {
            boolean bothAreLists =
                    value instanceof JsonObject && Json.at(object, name, "data").isPresent();
            all.add(name, bothAreLists ? elementsAmongEmptyPlaces(other, object, name) : value);
        });
        return all.build();
    }

    private static JsonValue elementsAmongEmptyPlaces(JsonObject other, JsonObject object, String name) {
        List<JsonObject> elements = Json.children(object, name);
        List<JsonObject> others = Json.children(other, name);
        var data = Json.array();
        for (int i = 0; i < elements.size(); i++) {
            data.add(i < others.size() ? withEmptyPlacesOf(others.get(i), elements.get(i)) : elements.get(i));
        }
        return Json.object(object.getJsonObject(name)).add("data", data).build();
    }

    private static JsonObject withCouponOnTop(JsonObject object) {
        JsonObjectBuilder older = Json.object(without(object, "customer_account"));
        switch (Json.text(object, "object").orElse("")) {
            case "discount" -> older.remove("source").add("coupon", coupon(object, "source"));
            case "promotion_code" -> older.remove("promotion").add("coupon", coupon(object, "promotion"));
            case "line_item" -> older.remove("subtotal");
            default -> {}
        }
        return older.build();
    }

    private static JsonValue coupon(JsonObject object, String part) {
        JsonObject coupon = StripeExamples.of("coupon");
        return Json.reference(object, part, "coupon")
                .map(id -> (JsonValue) StripeExamples.withId(coupon, id))
                .orElse(JsonValue.NULL);
    }

    private static JsonObject subscriptionBeforeBasil(JsonObject subscription) {
        List<JsonObject> items = Json.children(subscription, "items");
        JsonObjectBuilder older = Json.object(without(subscription, "billing_mode"));
        PERIOD.forEach(name -> older.add(name, items.get(0).get(name)));
        older.add("discount", first(subscription, "discounts"));
        older.add("items", eachOf(subscription, "items", item -> without(item, PERIOD.toArray(String[]::new))));
        return older.build();
    }

    private static JsonObject invoiceBeforeBasil(JsonObject invoice) {
        Optional<String> subscription = Json.reference(invoice, "parent", "subscription_details", "subscription");
        JsonObject bare =
                without(invoice, "parent", "payments", "confirmation_secret", "total_taxes", "amount_overpaid");
        return Json.object(bare)
                .add("subscription", orNull(subscription))
                .add("subscription_details", Json.object().add("metadata", Json.object()))
                .add("payment_intent", "pi_1")
                .add("charge", "ch_1")
                .add("paid", Json.text(invoice, "status").equals(Optional.of("paid")))
                .add("paid_out_of_band", false)
                .add("quote", JsonValue.NULL)
                .add("transfer_data", JsonValue.NULL)
                .add("application_fee_amount", JsonValue.NULL)
                .add("discount", first(invoice, "discounts"))
                .add("tax", Json.sum(Json.children(invoice, "total_taxes"), "amount"))
                .add("total_tax_amounts", taxAmounts(invoice, "total_taxes"))
                .add("lines", eachOf(invoice, "lines", ApiTrain::lineBeforeBasil))
                .build();
    }

    private static JsonObject lineBeforeBasil(JsonObject line) {
        String details = Json.text(line, "parent", "type").orElse("invoice_item_details");
        boolean fromItem =
                Json.reference(line, "parent", details, "invoice_item").isPresent();
        return Json.object(without(line, "parent", "pricing", "taxes"))
                .add("price", expanded(line, "price"))
                .add("plan", expanded(line, "plan"))
                .add("proration", Json.isTrue(line, "parent", details, "proration"))
                .add("proration_details", Json.object().add("credited_items", JsonValue.NULL))
                .add("subscription", orNull(Json.reference(line, "parent", details, "subscription")))
                .add("subscription_item", orNull(Json.reference(line, "parent", details, "subscription_item")))
                .add("invoice_item", orNull(Json.reference(line, "parent", details, "invoice_item")))
                .add("type", fromItem ? "invoiceitem" : "subscription")
                .add("tax_amounts", taxAmounts(line, "taxes"))
                .add("tax_rates", Json.array())
                .add("unit_amount_excluding_tax", JsonValue.NULL)
                .build();
    }

    private static JsonValue expanded(JsonObject line, String type) {
        Optional<String> id = Json.reference(line, "pricing", "price_details", "price");
        return id.map(price -> (JsonValue) Json.object(StripeExamples.of(type))
                        .add("id", price)
                        .add(
                                "product",
                                Json.at(line, "pricing", "price_details", "product")
                                        .orElse(JsonValue.NULL))
                        .build())
                .orElse(JsonValue.NULL);
    }

    private static JsonArray taxAmounts(JsonObject object, String taxes) {
        var amounts = Json.array();
        Json.children(object, taxes)
                .forEach(tax -> amounts.add(Json.object()
                        .add("amount", tax.get("amount"))
                        .add("inclusive", Json.text(tax, "tax_behavior").equals(Optional.of("inclusive")))
                        .add("tax_rate", orNull(Json.reference(tax, "tax_rate_details", "tax_rate")))
                        .add("taxability_reason", JsonValue.NULL)
                        .add("taxable_amount", JsonValue.NULL)));
        return amounts.build();
    }

    /** Before 2022-11-15 an intent listed its charges, the newest first. */
    private static JsonObject intentWithCharges(JsonObject intent) {
        var charges = Json.array();
        Json.text(intent, "latest_charge")
                .ifPresent(id -> charges.add(StripeExamples.withId(StripeExamples.of("charge"), id))
                        .add(StripeExamples.withId(StripeExamples.of("charge"), "ch_earlier")));
        return Json.object(without(intent, "latest_charge"))
                .add("charges", Json.object(list("/v1/charges")).add("data", charges))
                .build();
    }

    private static JsonObject list(String url) {
        return Json.object()
                .add("object", "list")
                .add("data", Json.array())
                .add("has_more", false)
                .add("url", url)
                .build();
    }

    private static JsonObject eachOf(JsonObject object, String list, UnaryOperator<JsonObject> change) {
        var data = Json.array();
        Json.children(object, list).forEach(element -> data.add(change.apply(element)));
        return Json.object(object.getJsonObject(list)).add("data", data).build();
    }

    private static JsonValue first(JsonObject object, String array) {
        JsonArray all = Json.at(object, array).map(JsonValue::asJsonArray).orElse(JsonValue.EMPTY_JSON_ARRAY);
        return all.isEmpty() ? JsonValue.NULL : all.get(0);
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.map(value -> (JsonValue) Json.string(value)).orElse(JsonValue.NULL);
    }

    private static JsonObject without(JsonObject object, String... names) {
        JsonObjectBuilder less = Json.object(object);
        Stream.of(names).forEach(less::remove);
        return less.build();
    }

    private static JsonObject everywhere(JsonObject object, UnaryOperator<JsonObject> change) {
        JsonObjectBuilder changed = Json.object();
        object.forEach((name, value) -> changed.add(name, everywhereIn(value, change)));
        return change.apply(changed.build());
    }

    private static JsonValue everywhereIn(JsonValue value, UnaryOperator<JsonObject> change) {
        if (value instanceof JsonObject object) {
            return everywhere(object, change);
        }
        if (value instanceof JsonArray array) {
            var changed = Json.array();
            array.forEach(element -> changed.add(everywhereIn(element, change)));
            return changed.build();
        }
        return value;
    }
}
