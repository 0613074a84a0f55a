package dev.accrue.billing.processor.fake.reckoning;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a customer is for the tax: the shipping address if there is one, else the billing address, else that of the
 * payment method, else what the IP address tells. The first that is there counts, even when it is not precise enough.
 *
 * <p>A country is enough, but for the United States, which need a postal code of five digits, and Canada, which needs a
 * province or a postal code. Which state a postal code is in, the simulator knows for the places in {@link TaxRule}
 * only. Where an IP address is it cannot know: any public one is in Germany. A first address line of {@value #FAILURE}
 * makes the calculation fail.
 *
 * @param status what {@code customer.tax.automatic_tax} says
 * @param place such as {@code DE} or {@code US-NY}; empty when not recognized
 * @param source what {@code customer.tax.location.source} says
 * @see <a href="https://docs.stripe.com/tax/customer-locations#address-hierarchy">Stripe: Which customer address we
 *     use</a>
 */
public record TaxLocation(String status, String place, String source) {

    public static final String SUPPORTED = "supported";

    public static final String NOT_COLLECTING = "not_collecting";

    public static final String UNRECOGNIZED = "unrecognized_location";

    public static final String FAILED = "failed";

    static final String FAILURE = "tax_failed";

    private static final Set<String> COUNTRIES = Set.copyOf(List.of(Locale.getISOCountries()));

    /** First digits of postal codes, by state. */
    private static final Map<String, List<String>> ZIPS = Map.of(
            "CA", List.of("90", "91", "92", "93", "94", "95", "960", "961"),
            "NY", List.of("10", "11", "12", "13", "14"),
            "TX", List.of("75", "76", "77", "78", "79"),
            "WA", List.of("980", "981", "982", "983", "984", "985", "986", "988", "989"));

    private static final Map<String, List<String>> PROVINCES =
            Map.of("BC", List.of("V"), "ON", List.of("K", "L", "M", "N", "P"));

    /** The customer's location, given the payment method that would pay. */
    public static TaxLocation of(Doc customer, Optional<Doc> payer) {
        return address(customer.findChild("shipping", "address"))
                .map(address -> of(address, "shipping_destination"))
                .or(() -> address(customer.findChild("address")).map(address -> of(address, "billing_address")))
                .or(() -> payer.flatMap(method -> address(method.findChild("billing_details", "address")))
                        .map(address -> of(address, "payment_method"))
                        .filter(TaxLocation::isRecognized))
                .or(() -> customer.findText("_ip_address").map(TaxLocation::ofIp))
                .orElse(new TaxLocation(UNRECOGNIZED, "", ""));
    }

    public boolean isRecognized() {
        return status.equals(SUPPORTED) || status.equals(NOT_COLLECTING);
    }

    /** What the customer shows of it when that is expanded. */
    public Doc shown(Doc customer) {
        Doc location = place.isEmpty()
                ? null
                : Doc.of(
                        "country",
                        place.substring(0, 2),
                        "source",
                        source,
                        "state",
                        place.length() > 3 ? place.substring(3) : null);
        return Doc.of(
                "automatic_tax",
                status,
                "ip_address",
                customer.get("_ip_address"),
                "location",
                location,
                "provider",
                "stripe");
    }

    private static TaxLocation of(Doc address, String source) {
        String country = address.findText("country").orElse("").toUpperCase(Locale.ROOT);
        if (address.is("line1", FAILURE)) {
            return new TaxLocation(FAILED, "", source);
        }
        Optional<String> place = switch (country) {
            case "US" ->
                address.findText("postal_code")
                        .filter(zip -> zip.matches("\\d{5}(-\\d{4})?"))
                        .map(zip -> "US" + in(address, state(ZIPS, zip)));
            case "CA" ->
                address.findText("state")
                        .or(() -> address.findText("postal_code"))
                        .map(any -> "CA"
                                + in(address, address.findText("postal_code").flatMap(code -> state(PROVINCES, code))));
            default -> Optional.of(country).filter(COUNTRIES::contains);
        };
        return place.map(found ->
                        new TaxLocation(TaxRule.of(found).isPresent() ? SUPPORTED : NOT_COLLECTING, found, source))
                .orElse(new TaxLocation(UNRECOGNIZED, "", source));
    }

    private static TaxLocation ofIp(String ip) {
        boolean isPrivate = ip.matches("(10|127|192\\.168)\\..*|::1");
        return isPrivate
                ? new TaxLocation(UNRECOGNIZED, "", "ip_address")
                : new TaxLocation(SUPPORTED, "DE", "ip_address");
    }

    /** The state that the address names, or the one that its postal code is in. */
    private static String in(Doc address, Optional<String> byPostalCode) {
        return address.findText("state")
                .filter(state -> state.length() == 2)
                .or(() -> byPostalCode)
                .map(state -> "-" + state.toUpperCase(Locale.ROOT))
                .orElse("");
    }

    private static Optional<String> state(Map<String, List<String>> prefixes, String code) {
        return prefixes.entrySet().stream()
                .filter(state -> state.getValue().stream().anyMatch(code.toUpperCase(Locale.ROOT)::startsWith))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** An address with nothing in it is none. */
    private static Optional<Doc> address(Optional<Doc> address) {
        return address.filter(found -> found.names().stream().anyMatch(found::hasValue));
    }
}
