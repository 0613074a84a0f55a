package dev.accrue.billing.tax;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a register said of a tax id. It takes a while, and {@code customer.tax_id.updated} tells of it.
 *
 * @see <a href="https://docs.stripe.com/billing/customer/tax-ids#validation">Stripe: validation</a>
 */
public enum TaxIdVerification {
    /** Not yet known. */
    PENDING,
    /** The register knows it. */
    VERIFIED,
    /** The register does not know it. */
    UNVERIFIED,
    /** Nobody verifies ids of this type. */
    UNAVAILABLE,
    /** Something that this version does not know. */
    UNRECOGNISED;

    static TaxIdVerification of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse(UNRECOGNISED);
    }
}
