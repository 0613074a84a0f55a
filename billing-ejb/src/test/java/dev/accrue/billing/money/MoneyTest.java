package dev.accrue.billing.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final Money EUR_12_50 = Money.of("12.50", EUR);
    private static final Money EUR_2_34 = Money.of("2.34", EUR);

    @Test
    void countsInTheMinorUnit() {
        assertThat(EUR_12_50.minor()).isEqualTo(1250);
        assertThat(EUR_12_50).isEqualTo(Money.ofMinor(1250, "eur"));
    }

    @Test
    void refusesDecimalsThatTheCurrencyDoesNotCount() {
        assertThatThrownBy(() -> Money.of("12.505", EUR)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.of("1.5", JPY)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void takesTrailingZerosForWhatTheyAre() {
        assertThat(Money.of("12.5000", EUR)).isEqualTo(EUR_12_50);
        assertThat(Money.of("500.00", JPY)).isEqualTo(Money.ofMinor(500, "jpy"));
    }

    @Test
    void addsAndSubtracts() {
        assertThat(EUR_12_50.plus(EUR_2_34)).isEqualTo(Money.of("14.84", EUR));
        assertThat(EUR_2_34.minus(EUR_12_50)).isEqualTo(Money.of("-10.16", EUR));
    }

    @Test
    void neverCombinesTwoCurrencies() {
        Money yen = Money.ofMinor(100, "jpy");

        assertThatThrownBy(() -> EUR_12_50.plus(yen))
                .isInstanceOfSatisfying(CurrencyMismatchException.class, mismatch -> {
                    assertThat(mismatch.left()).isEqualTo(EUR);
                    assertThat(mismatch.right()).isEqualTo(JPY);
                })
                .hasMessageContaining("EUR")
                .hasMessageContaining("JPY");
        assertThatThrownBy(() -> EUR_12_50.minus(yen)).isInstanceOf(CurrencyMismatchException.class);
        assertThatThrownBy(() -> EUR_12_50.compareTo(yen)).isInstanceOf(CurrencyMismatchException.class);
    }

    @Test
    void overflowsLoudly() {
        Money most = Money.ofMinor(Long.MAX_VALUE, "eur");
        Money least = Money.ofMinor(Long.MIN_VALUE, "eur");
        Money cent = Money.ofMinor(1, "eur");

        assertThatThrownBy(() -> most.plus(cent)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> least.minus(cent)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.multipliedBy(2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(least::negated).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.multipliedBy(new BigDecimal("1.1"), RoundingMode.DOWN))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"HALF_UP, 3", "HALF_DOWN, 2", "HALF_EVEN, 2", "DOWN, 2", "UP, 3"})
    void roundsAsTheCallerSays(RoundingMode rounding, long cents) {
        assertThat(Money.ofMinor(5, "eur").multipliedBy(new BigDecimal("0.5"), rounding))
                .isEqualTo(Money.ofMinor(cents, "eur"));
    }

    @Test
    void refusesToRoundWhereRoundingIsUnnecessary() {
        assertThatThrownBy(() -> EUR_12_50.multipliedBy(new BigDecimal("0.333"), RoundingMode.UNNECESSARY))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void knowsItsSign() {
        assertThat(Money.zero(EUR).isZero()).isTrue();
        assertThat(EUR_2_34.isPositive()).isTrue();
        assertThat(EUR_2_34.negated().isNegative()).isTrue();
        assertThat(Money.zero(EUR).isPositive()).isFalse();
        assertThat(Money.zero(EUR).isNegative()).isFalse();
    }

    @Test
    void comparesByAmount() {
        assertThat(EUR_2_34).isLessThan(EUR_12_50);
        assertThat(List.of(EUR_12_50, EUR_2_34).stream().sorted()).containsExactly(EUR_2_34, EUR_12_50);
    }

    @Test
    void readsAsAPersonWritesIt() {
        assertThat(EUR_12_50).hasToString("EUR 12.50");
        assertThat(Money.ofMinor(-5, "eur")).hasToString("EUR -0.05");
        assertThat(Money.ofMinor(500, "jpy")).hasToString("JPY 500");
        assertThat(Money.ofMinor(5120, "kwd")).hasToString("KWD 5.120");
    }

    @Test
    void namesItsCurrencyAsStripeDoes() {
        assertThat(EUR_12_50.stripeCurrency()).isEqualTo("eur");
    }

    @Test
    void understandsStripesNamesInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr")); // where the capital of i is not I
        try {
            assertThat(Money.ofMinor(1, "inr").stripeCurrency()).isEqualTo("inr");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void refusesACurrencyThatNobodyKnows() {
        assertThatThrownBy(() -> Money.ofMinor(1, "xx")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Zero-decimal currencies, https://docs.stripe.com/currencies. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"
            })
    void aZeroDecimalCurrencyIsCountedInWholeUnits(String currency) {
        assertThat(Money.ofMinor(500, currency).decimal()).isEqualTo(new BigDecimal("500"));
        assertThat(Money.ofMinor(501, currency).isChargeable()).isTrue();
    }

    /** "5.124 KWD must be rounded to 5120 or 5130", https://docs.stripe.com/currencies. */
    @ParameterizedTest
    @ValueSource(strings = {"bhd", "jod", "kwd", "omr", "tnd"})
    void aThreeDecimalCurrencyIsChargedInStepsOfTen(String currency) {
        assertThat(Money.ofMinor(5120, currency).decimal()).isEqualTo(new BigDecimal("5.120"));
        assertThat(Money.ofMinor(5120, currency).isChargeable()).isTrue();
        assertThat(Money.ofMinor(5124, currency).isChargeable()).isFalse();
    }

    /** "To charge 5 ISK, provide an amount value of 500", https://docs.stripe.com/currencies, special cases. */
    @ParameterizedTest
    @ValueSource(strings = {"isk", "ugx"})
    void aCurrencyWithoutDecimalsMayBeCountedInHundredths(String currency) {
        assertThat(Money.ofMinor(500, currency).decimal()).isEqualTo(new BigDecimal("5.00"));
        assertThat(Money.ofMinor(500, currency).isChargeable()).isTrue();
        assertThat(Money.ofMinor(550, currency).isChargeable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eur", "usd", "gbp", "chf", "huf", "twd", "hrk", "clf"})
    void everyOtherCurrencyHasTwoDecimalsWhateverIsoSays(String currency) {
        assertThat(Money.ofMinor(1234, currency).decimal()).isEqualTo(new BigDecimal("12.34"));
        assertThat(Money.ofMinor(1234, currency).isChargeable()).isTrue();
    }
}
