package dev.accrue.billing.catalog;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.util.Optional;

/**
 * One tier of a tiered price.
 *
 * @param upTo the last unit of the tier; empty for the last tier, which has no end
 * @param unitAmount what a unit of it costs; empty for nothing and for fractions of a minor unit
 * @param flatAmount what it costs besides, once
 * @see <a href="https://docs.stripe.com/products-prices/pricing-models">Stripe: pricing models</a>
 */
public record Tier(Optional<Long> upTo, Optional<Money> unitAmount, Optional<Money> flatAmount)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    static Tier of(JsonObject tier, String currency) {
        return new Tier(
                Json.whole(tier, "up_to"),
                Json.whole(tier, "unit_amount").map(minor -> Money.ofMinor(minor, currency)),
                Json.whole(tier, "flat_amount").map(minor -> Money.ofMinor(minor, currency)));
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
