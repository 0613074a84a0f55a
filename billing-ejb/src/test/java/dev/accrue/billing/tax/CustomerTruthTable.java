package dev.accrue.billing.tax;

import dev.accrue.billing.BillingException;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.RequestRefusedException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be done for a customer and about their tax, however the customer stands. */
public final class CustomerTruthTable {

    /**
     * The columns are those of {@link Stand}. A plus is done; {@code 0} there is no such object, {@code l} the location
     * is unknown and {@code s} Stripe did not stop the tax: these are said before anything is sent, except for the
     * location. {@code R} is Stripe's own refusal.
     */
    private static final String EXPECTED = """
        Customers.getOrCreate    ++++++
        Customers.update         +0R0+0
        Customers.adopt          +0+++0
        Customers.erase          ++++++
        Balances.adjust          +0R0+0
        Balances.history         +0R0+0
        Taxes.updateLocation     +0R0+0
        Taxes.exempt             +0R0+0
        Taxes.addTaxId           +0R0+0
        Taxes.removeTaxId        +0+0+0
        Subscriptions.subscribe  +lRlll
        Subscriptions.comp       +lRlll
        Taxes.resume             s0sss0
        Taxes.untax              0000+0
        Taxes.finalise           0000l0
        """;

    private static final Map<String, Class<? extends BillingException>> REFUSALS = Map.of(
            "0", NoSuchObjectException.class,
            "l", TaxLocationInvalidException.class,
            "s", TaxNotStoppedException.class,
            "R", RequestRefusedException.class);

    /** How a customer stands. */
    enum Stand {
        ACTIVE,
        DELETED,
        DELETED_UNHEARD,
        UNCLAIMED,
        WITHOUT_LOCATION,
        ERASED;

        /** As the page says it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private CustomerTruthTable() {}

    /** Every row: what is asked for, and its sign in each stand. */
    static Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        EXPECTED.lines().map(line -> line.split(" +")).forEach(words -> rows.put(words[0], words[1]));
        return rows;
    }

    /** The exceptions that each call ends with in some stand. */
    public static Map<String, Set<Class<? extends BillingException>>> refusals() {
        return rows().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        row -> signs(row.getValue())
                                .filter(REFUSALS::containsKey)
                                .<Class<? extends BillingException>>map(REFUSALS::get)
                                .collect(Collectors.toSet())));
    }

    /** The whole table in Markdown. */
    public static String markdown() {
        List<Stand> stands = List.of(Stand.values());
        return Arrays.stream(Stand.values()).map(Stand::toString).collect(Collectors.joining(" | ", "| | ", " |\n"))
                + "|---".repeat(stands.size() + 1) + "|\n"
                + rows().entrySet().stream()
                        .map(row -> signs(row.getValue())
                                .map(CustomerTruthTable::word)
                                .collect(Collectors.joining(" | ", "| `" + row.getKey() + "` | ", " |\n")))
                        .collect(Collectors.joining());
    }

    private static String word(String sign) {
        return sign.equals("+") ? "yes" : "`" + REFUSALS.get(sign).getSimpleName() + "`";
    }

    private static Stream<String> signs(String row) {
        return row.chars().mapToObj(Character::toString);
    }
}
