package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.money.Money;
import jakarta.json.JsonObject;

/**
 * What a preview and the invoice that results have to have in common.
 *
 * @param subtotal the sum of the lines
 * @param total with discounts and taxes
 * @param amountDue what is asked of the customer
 */
record Figures(Money subtotal, Money total, Money amountDue) {

    JsonObject json() {
        return Json.object()
                .add("currency", total.stripeCurrency())
                .add("subtotal", subtotal.minor())
                .add("total", total.minor())
                .add("amount_due", amountDue.minor())
                .build();
    }

    static Figures of(JsonObject json) {
        String currency = json.getString("currency");
        return new Figures(
                Money.ofMinor(Json.whole(json, "subtotal").orElse(0L), currency),
                Money.ofMinor(Json.whole(json, "total").orElse(0L), currency),
                Money.ofMinor(Json.whole(json, "amount_due").orElse(0L), currency));
    }
}
