package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.money.Money;
import jakarta.json.JsonObject;

/**
 * What a preview and the invoice that results have to have in common.
 *
 * @param subtotal the sum of the lines
 * @param total with discounts and taxes
 * @param startingBalance what the customer had to their credit (negative) or owed from before (positive)
 * @param amountDue what is asked of the customer
 */
record Figures(Money subtotal, Money total, Money startingBalance, Money amountDue) {

    /**
     * Whether a renewal that is yet to come would be as previewed. What is due then depends on the customer's balance,
     * of which nobody promises that it stays.
     */
    boolean isKeptBy(Figures renewal) {
        return subtotal.equals(renewal.subtotal)
                && total.equals(renewal.total)
                && (amountDue.equals(renewal.amountDue) || !startingBalance.equals(renewal.startingBalance));
    }

    JsonObject json() {
        return Json.object()
                .add("currency", total.stripeCurrency())
                .add("subtotal", subtotal.minor())
                .add("total", total.minor())
                .add("starting_balance", startingBalance.minor())
                .add("amount_due", amountDue.minor())
                .build();
    }

    static Figures of(JsonObject json) {
        String currency = json.getString("currency");
        return new Figures(
                Money.ofMinor(Json.whole(json, "subtotal").orElse(0L), currency),
                Money.ofMinor(Json.whole(json, "total").orElse(0L), currency),
                Money.ofMinor(Json.whole(json, "starting_balance").orElse(0L), currency),
                Money.ofMinor(Json.whole(json, "amount_due").orElse(0L), currency));
    }
}
