package dev.accrue.billing.money;

import java.util.Currency;
import java.util.Set;

/**
 * How many decimals Stripe counts in each currency, which is not always what ISO 4217 says.
 *
 * @see <a href="https://docs.stripe.com/currencies">Stripe: supported currencies</a> (zero-decimal, three-decimal and
 *     special cases)
 */
final class StripeCurrencies {

    private static final Set<String> ZERO_DECIMAL = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    private static final Set<String> THREE_DECIMAL = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /** Two decimals at the API although the currency has none: the amount must be a multiple of 100. */
    private static final Set<String> WHOLE_UNITS_IN_HUNDREDTHS = Set.of("ISK", "UGX");

    private StripeCurrencies() {}

    static int decimals(Currency currency) {
        String code = currency.getCurrencyCode();
        if (ZERO_DECIMAL.contains(code)) {
            return 0;
        }
        return THREE_DECIMAL.contains(code) ? 3 : 2;
    }

    /** The step in minor units that an amount must be a multiple of for Stripe to charge it. */
    static long chargeableStep(Currency currency) {
        if (WHOLE_UNITS_IN_HUNDREDTHS.contains(currency.getCurrencyCode())) {
            return 100;
        }
        return decimals(currency) == 3 ? 10 : 1;
    }
}
