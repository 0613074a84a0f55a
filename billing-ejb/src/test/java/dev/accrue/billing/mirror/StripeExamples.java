package dev.accrue.billing.mirror;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Stripe's own example of every object at the present API version, and rewriters to the shapes from before the API
 * train basil (2025-03-31), which old events and old accounts still send.
 *
 * @see <a href="https://docs.stripe.com/changelog/basil">Stripe: changelog of basil</a>
 */
public final class StripeExamples {

    private static final JsonObject ALL = read();

    private StripeExamples() {}

    public static JsonObject of(String objectType) {
        return Json.child(ALL, "resources", objectType).orElseThrow();
    }

    /** The periods stood at the subscription and not at its items. */
    public static JsonObject subscriptionBeforeBasil(JsonObject subscription) {
        JsonObject item = Json.children(subscription, "items").get(0);
        return Json.object(withList(subscription, "items", StripeExamples::withoutPeriod))
                .add("current_period_start", item.get("current_period_start"))
                .add("current_period_end", item.get("current_period_end"))
                .build();
    }

    private static JsonObject withoutPeriod(JsonObject item) {
        return Json.object(item)
                .remove("current_period_start")
                .remove("current_period_end")
                .build();
    }

    /** An invoice named its subscription itself, and its taxes were one sum and a list of another name. */
    public static JsonObject invoiceBeforeBasil(JsonObject invoice) {
        JsonObjectBuilder before = Json.object(withList(invoice, "lines", StripeExamples::lineBeforeBasil))
                .remove("parent");
        move(invoice, before, "subscription", "parent", "subscription_details", "subscription");
        List<JsonObject> taxes = Json.children(invoice, "total_taxes");
        return before.remove("total_taxes")
                .add("total_tax_amounts", taxAmounts(taxes))
                .add("tax", Json.sum(taxes, "amount"))
                .build();
    }

    /** A line had its price, its origin and its taxes at the top. */
    public static JsonObject lineBeforeBasil(JsonObject line) {
        JsonObjectBuilder before =
                Json.object(line).remove("parent").remove("pricing").remove("taxes");
        String parent = Json.text(line, "parent", "type").orElse("none");
        move(line, before, "subscription", "parent", parent, "subscription");
        move(line, before, "subscription_item", "parent", parent, "subscription_item");
        move(line, before, "invoice_item", "parent", parent, "invoice_item");
        Json.reference(line, "pricing", "price_details", "price")
                .ifPresent(price -> before.add(
                        "price",
                        Json.object()
                                .add("object", "price")
                                .add("id", price)
                                .add(
                                        "product",
                                        Json.reference(line, "pricing", "price_details", "product")
                                                .orElse(""))));
        return before.add("proration", Json.isTrue(line, "parent", parent, "proration"))
                .add("tax_amounts", taxAmounts(Json.children(line, "taxes")))
                .build();
    }

    private static JsonArrayBuilder taxAmounts(List<JsonObject> taxes) {
        JsonArrayBuilder amounts = Json.array();
        taxes.forEach(tax -> amounts.add(Json.object()
                .add("amount", tax.get("amount"))
                .add(
                        "inclusive",
                        Json.text(tax, "tax_behavior")
                                .filter("inclusive"::equals)
                                .isPresent())
                .add("tax_rate", "txr_1")));
        return amounts;
    }

    private static void move(JsonObject from, JsonObjectBuilder to, String name, String... path) {
        to.add(name, Json.at(from, path).orElse(JsonValue.NULL));
    }

    private static JsonObject withList(JsonObject object, String name, UnaryOperator<JsonObject> rewriter) {
        JsonArrayBuilder data = Json.array();
        Json.children(object, name).forEach(element -> data.add(rewriter.apply(element)));
        JsonObject list = Json.object(Json.child(object, name).orElseThrow())
                .add("data", data)
                .build();
        return Json.object(object).add(name, list).build();
    }

    private static JsonObject read() {
        try (InputStream json = StripeExamples.class.getResourceAsStream("/stripe/fixtures3.json")) {
            return Json.parse(new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
