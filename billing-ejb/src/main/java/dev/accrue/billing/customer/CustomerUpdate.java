package dev.accrue.billing.customer;

import dev.accrue.billing.Metadata;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a host wants changed about a customer. Only what is named changes; to empty a field is a wish of its own.
 *
 * <p>The timezone is the module's: Stripe knows none, so it is kept in the customer's metadata, where it survives like
 * everything else that can be mirrored again.
 *
 * @param texts the new texts by Stripe's name; an empty text empties the field
 * @param locales the languages that the customer reads, best first; an empty list forgets them
 * @param metadata the host's own keys
 * @param operationId the id under which it is done once; minted when empty
 */
public record CustomerUpdate(
        Map<String, String> texts, Optional<List<Locale>> locales, Metadata metadata, Optional<String> operationId)
        implements Serializable {

    /** Where the timezone stands in the customer's metadata. */
    static final String TIMEZONE_KEY = "billing_timezone";

    private static final long serialVersionUID = 1L;
    private static final String TIMEZONE = "timezone";

    public CustomerUpdate {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        locales = locales.map(List::copyOf);
    }

    /** Changes nothing. */
    public static CustomerUpdate unchanged() {
        return new CustomerUpdate(Map.of(), Optional.empty(), Metadata.unchanged(), Optional.empty());
    }

    /** The name on invoices. */
    public CustomerUpdate withName(String name) {
        return with("name", name);
    }

    public CustomerUpdate withoutName() {
        return emptied("name");
    }

    /** Where Stripe writes to. */
    public CustomerUpdate withEmail(String email) {
        return with("email", email);
    }

    public CustomerUpdate withoutEmail() {
        return emptied("email");
    }

    /** Stripe keeps it; the mirror does not. */
    public CustomerUpdate withPhone(String phone) {
        return with("phone", phone);
    }

    public CustomerUpdate withoutPhone() {
        return emptied("phone");
    }

    /** In which Stripe writes and prints invoices, best first; none means the account's own language. */
    public CustomerUpdate withLocales(Locale... best) {
        return new CustomerUpdate(texts, Optional.of(Arrays.asList(best)), metadata, operationId);
    }

    public CustomerUpdate withTimezone(ZoneId timezone) {
        return with(TIMEZONE, timezone.getId());
    }

    public CustomerUpdate withoutTimezone() {
        return emptied(TIMEZONE);
    }

    public CustomerUpdate withMetadata(Metadata changes) {
        return new CustomerUpdate(texts, locales, changes, operationId);
    }

    /** Done once, however often it is sent with this id. */
    public CustomerUpdate as(String id) {
        return new CustomerUpdate(texts, locales, metadata, Optional.of(id));
    }

    /** Whether it names nothing. */
    public boolean isEmpty() {
        return texts.isEmpty() && locales.isEmpty() && metadata.isEmpty();
    }

    JsonObject parameters() {
        Map<String, String> plain = new TreeMap<>(texts);
        Map<String, String> keys = new TreeMap<>(metadata.changes());
        Optional.ofNullable(plain.remove(TIMEZONE)).ifPresent(zone -> keys.put(TIMEZONE_KEY, zone));
        JsonObjectBuilder parameters = Json.object(plain);
        locales.ifPresent(tags -> parameters.add("preferred_locales", tags(tags)));
        if (!keys.isEmpty()) {
            parameters.add("metadata", Json.object(keys));
        }
        return parameters.build();
    }

    /** Leaves out what it says; what it names is enough to follow it. */
    @Override
    public String toString() {
        Set<String> named = new TreeSet<>(texts.keySet());
        locales.ifPresent(any -> named.add("locales"));
        named.addAll(metadata.changes().keySet());
        return "customer update of " + named;
    }

    private CustomerUpdate with(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a blank " + name + " says nothing; to empty it, say without...()");
        }
        Map<String, String> more = new TreeMap<>(texts);
        more.put(name, text);
        return new CustomerUpdate(more, locales, metadata, operationId);
    }

    private CustomerUpdate emptied(String name) {
        Map<String, String> more = new TreeMap<>(texts);
        more.put(name, "");
        return new CustomerUpdate(more, locales, metadata, operationId);
    }

    private static JsonArrayBuilder tags(List<Locale> locales) {
        JsonArrayBuilder tags = Json.array();
        locales.forEach(locale -> tags.add(locale.toLanguageTag()));
        return tags;
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
