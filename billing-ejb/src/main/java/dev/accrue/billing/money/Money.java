package dev.accrue.billing.money;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * An exact amount of money, counted in the minor unit that Stripe uses for its currency.
 *
 * <p>Two amounts combine only when their currencies agree. Whatever could lose a cent takes the rule for it from the
 * caller; {@link #allocate} shares out an amount without losing any. This class is immutable and thread-safe.
 *
 * @param minor the amount in minor units, for example 1250 for EUR 12.50 and 1250 for JPY 1250
 * @param currency the currency
 */
public record Money(long minor, Currency currency) implements Serializable, Comparable<Money> {

    /** The amount in minor units of a currency named as Stripe does, for example {@code ofMinor(1250, "eur")}. */
    public static Money ofMinor(long minor, String currencyCode) {
        return new Money(minor, Currency.getInstance(currencyCode.toUpperCase(Locale.ROOT)));
    }

    /**
     * The amount written as a decimal, for example {@code of("12.50", EUR)}.
     *
     * @throws ArithmeticException when it has decimals that the currency does not count, or overflows
     */
    public static Money of(String decimal, Currency currency) {
        return new Money(
                new BigDecimal(decimal)
                        .movePointRight(StripeCurrencies.decimals(currency))
                        .longValueExact(),
                currency);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    public Money multipliedBy(long factor) {
        return new Money(Math.multiplyExact(minor, factor), currency);
    }

    /** The amount times an exact factor, rounded to whole minor units by the given rule. */
    public Money multipliedBy(BigDecimal factor, RoundingMode rounding) {
        return new Money(
                BigDecimal.valueOf(minor).multiply(factor).setScale(0, rounding).longValueExact(), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    /**
     * Shares this amount out in proportion to the weights, so that the parts sum to the whole: each part gets its
     * rounded-down share, and the minor units left over go one each to the largest remainders, earlier parts first.
     *
     * @param weights not negative, at least one of them positive
     */
    public List<Money> allocate(long... weights) {
        return Allocation.of(minor, weights).stream()
                .map(part -> new Money(part, currency))
                .toList();
    }

    public boolean isZero() {
        return minor == 0;
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean isNegative() {
        return minor < 0;
    }

    /**
     * Whether Stripe can charge exactly this amount: three-decimal currencies only in steps of ten minor units, ISK and
     * UGX only in whole units.
     */
    public boolean isChargeable() {
        return minor % StripeCurrencies.chargeableStep(currency) == 0;
    }

    /** The amount in the currency's major unit, for example 12.50. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(minor, StripeCurrencies.decimals(currency));
    }

    /** The currency's code as Stripe writes it, for example {@code eur}. */
    public String stripeCurrency() {
        return currency.getCurrencyCode().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, sameCurrency(other).minor);
    }

    /** For example {@code EUR 12.50}. */
    @Override
    public String toString() {
        return currency.getCurrencyCode() + " " + decimal().toPlainString();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new CurrencyMismatchException(currency, other.currency);
        }
        return other;
    }
}
