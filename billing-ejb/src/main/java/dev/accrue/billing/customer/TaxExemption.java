package dev.accrue.billing.customer;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a customer pays tax.
 *
 * @see <a href="https://docs.stripe.com/tax/zero-tax">Stripe: zero tax amounts and reverse charges</a>
 */
public enum TaxExemption {
    /** Tax is reckoned as for anybody. */
    NONE,
    /** No tax is reckoned. */
    EXEMPT,
    /** The customer accounts for the tax, and documents say so. */
    REVERSE,
    /** Something that this version does not know. */
    UNRECOGNISED;

    /** What Stripe's word means; a missing word means {@link #NONE}. */
    static TaxExemption of(Optional<String> word) {
        return word.map(TaxExemption::of).orElse(NONE);
    }

    private static TaxExemption of(String word) {
        return switch (word) {
            case "none" -> NONE;
            case "exempt" -> EXEMPT;
            case "reverse" -> REVERSE;
            default -> UNRECOGNISED;
        };
    }

    /** Stripe's word. */
    public String stripeName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
