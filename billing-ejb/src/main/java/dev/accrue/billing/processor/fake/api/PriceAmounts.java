package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a price costs: an amount, or tiers; in its own currency, or in others that are offered beside it.
 *
 * @see <a href="https://docs.stripe.com/products-prices/pricing-models">Stripe: pricing models</a>
 * @see <a href="https://docs.stripe.com/payments/checkout/localize-prices/manual-currency-prices">Stripe: prices in
 *     several currencies</a>
 */
final class PriceAmounts {

    private PriceAmounts() {}

    static void write(Params params, Doc price) {
        boolean tiered = params.oneOf("billing_scheme", "per_unit", "tiered")
                .filter("tiered"::equals)
                .isPresent();
        if (tiered) {
            writeTiers(params, price);
        } else {
            long amount = amount(params).orElseThrow(() -> StripeError.missing("unit_amount"));
            price.set("unit_amount", amount).set("unit_amount_decimal", String.valueOf(amount));
        }
        writeOptions(params, price);
    }

    /** Currencies that are sent are set, an empty value takes a currency away, others stay. */
    static void writeOptions(Params params, Doc price) {
        Params sent = params.child("currency_options");
        Doc options = price.findChild("_currency_options").orElseGet(Doc::new);
        for (String currency : sent.names()) {
            if (!currency.matches("[a-z]{3}") || currency.equals(price.text("currency"))) {
                throw StripeError.invalid("Invalid currency: " + currency, "currency_options");
            }
            if (sent.unsets(currency)) {
                options.remove(currency);
            } else {
                options.set(currency, option(amount(sent.child(currency))));
            }
        }
        price.set("_currency_options", options);
    }

    private static void writeTiers(Params params, Doc price) {
        String mode =
                params.oneOf("tiers_mode", "graduated", "volume").orElseThrow(() -> StripeError.missing("tiers_mode"));
        List<Doc> tiers =
                params.children("tiers").stream().map(PriceAmounts::tier).toList();
        if (tiers.isEmpty() || tiers.get(tiers.size() - 1).hasValue("up_to")) {
            throw StripeError.invalid("The last tier must have `up_to` set to `inf`.", "tiers");
        }
        price.set("billing_scheme", "tiered").set("tiers_mode", mode).set("_tiers", Doc.of("data", tiers));
    }

    private static Doc tier(Params tier) {
        Optional<Long> flat = tier.whole("flat_amount");
        Optional<Long> unit = tier.whole("unit_amount");
        boolean last = tier.text("up_to").filter("inf"::equals).isPresent();
        return Doc.of(
                "flat_amount",
                flat.orElse(null),
                "flat_amount_decimal",
                decimal(flat),
                "unit_amount",
                unit.orElse(null),
                "unit_amount_decimal",
                decimal(unit),
                "up_to",
                last ? null : tier.whole("up_to").orElse(null));
    }

    private static Doc option(Optional<Long> amount) {
        return Doc.of(
                "custom_unit_amount",
                null,
                "tax_behavior",
                "unspecified",
                "unit_amount",
                amount.orElse(null),
                "unit_amount_decimal",
                decimal(amount));
    }

    private static Optional<Long> amount(Params params) {
        Optional<Long> amount = params.whole("unit_amount").or(() -> params.whole("unit_amount_decimal"));
        if (amount.filter(minor -> minor < 0).isPresent()) {
            throw StripeError.invalid(
                    "parameter_invalid_integer", "Invalid non-negative integer", params.fullName("unit_amount"));
        }
        return amount;
    }

    private static @Nullable String decimal(Optional<Long> amount) {
        return amount.map(String::valueOf).orElse(null);
    }
}
