package dev.accrue.billing.processor.fake.reckoning;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tax of one place where the simulated account is registered.
 *
 * <p>The table is the simulator's own: a few plausible rates, one for each country or state, whatever is sold. Nobody
 * may take it for what Stripe, or a tax office, would say.
 */
public record TaxRule(String place, String name, String type, BigDecimal percent) {

    private static final Map<String, TaxRule> REGISTRATIONS = Map.ofEntries(
            vat("AT", "20"),
            vat("DE", "19"),
            vat("ES", "21"),
            vat("FR", "20"),
            vat("GB", "20"),
            vat("IE", "23"),
            vat("IT", "22"),
            vat("NL", "21"),
            entry("CA-BC", "GST", "gst", "5"),
            entry("CA-ON", "HST", "hst", "13"),
            entry("US-CA", "Sales Tax", "sales_tax", "7.25"),
            entry("US-NY", "Sales Tax", "sales_tax", "8.875"),
            entry("US-TX", "Sales Tax", "sales_tax", "6.25"),
            entry("US-WA", "Sales Tax", "sales_tax", "6.5"));

    /** Where the simulated account is. */
    private static final String HOME = "DE";

    private static final Set<String> UNION = Set.of("AT", "DE", "ES", "FR", "IE", "IT", "NL");

    private static final TaxRule NONE = new TaxRule("", "Tax", "sales_tax", BigDecimal.ZERO);

    /** The rule of a place such as {@code DE} or {@code US-NY}; empty where nothing is collected. */
    public static Optional<TaxRule> of(String place) {
        return Optional.ofNullable(REGISTRATIONS.get(place));
    }

    /** What stands on an invoice to a place where nothing is collected. */
    public static TaxRule nothing(String place) {
        return new TaxRule(place, NONE.name, NONE.type, NONE.percent);
    }

    /** Whether a business there accounts for the tax itself: in another country of the European Union. */
    public boolean isReversedForBusinesses() {
        return UNION.contains(place) && !place.equals(HOME);
    }

    public String country() {
        return place.substring(0, Math.min(2, place.length()));
    }

    public Optional<String> state() {
        return place.length() > 3 ? Optional.of(place.substring(3)) : Optional.empty();
    }

    /** The tax on an amount that does not contain it. */
    public long onTopOf(long amount) {
        return Share.percent(amount, percent);
    }

    /** The tax in an amount that contains it. */
    public long within(long amount) {
        return Share.of(amount, percent, percent.add(BigDecimal.valueOf(100)));
    }

    private static Map.Entry<String, TaxRule> vat(String country, String percent) {
        return entry(country, "VAT", "vat", percent);
    }

    private static Map.Entry<String, TaxRule> entry(String place, String name, String type, String percent) {
        return Map.entry(place, new TaxRule(place, name, type, new BigDecimal(percent)));
    }
}
