package dev.accrue.billing.tax;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObjectBuilder;
import java.io.Serializable;
import java.util.Optional;

/**
 * An address as Stripe takes it. For tax a country is enough, except that the United States need a postal code and
 * Canada a province or a postal code.
 *
 * @param country two letters, for example {@code DE}
 * @param state the state or province
 * @param postalCode the postal code
 * @param city the city
 * @param line1 the street
 * @param line2 what is left
 * @see <a href="https://docs.stripe.com/tax/customer-locations">Stripe: customer locations</a>
 */
public record Address(
        String country,
        Optional<String> state,
        Optional<String> postalCode,
        Optional<String> city,
        Optional<String> line1,
        Optional<String> line2)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public Address {
        if (!country.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException("a country has two capital letters, for example DE");
        }
    }

    /** An address that says its country only. */
    public static Address in(String country) {
        return new Address(
                country, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Address withState(String stateOrProvince) {
        return new Address(country, Optional.of(stateOrProvince), postalCode, city, line1, line2);
    }

    public Address withPostalCode(String code) {
        return new Address(country, state, Optional.of(code), city, line1, line2);
    }

    public Address withCity(String name) {
        return new Address(country, state, postalCode, Optional.of(name), line1, line2);
    }

    public Address withLines(String first, String second) {
        return new Address(
                country,
                state,
                postalCode,
                city,
                Optional.of(first),
                Optional.of(second).filter(text -> !text.isBlank()));
    }

    /** All of it: what this address does not say is emptied, so that no part of an older one survives. */
    JsonObjectBuilder json() {
        return Json.object()
                .add("country", country)
                .add("state", state.orElse(""))
                .add("postal_code", postalCode.orElse(""))
                .add("city", city.orElse(""))
                .add("line1", line1.orElse(""))
                .add("line2", line2.orElse(""));
    }

    /** Says the country only. */
    @Override
    public String toString() {
        return "address in " + country;
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
