package dev.accrue.billing;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a host wants written into a Stripe object's metadata: flat, text to text. It is merged with what is there, key
 * by key: what is not named stays, and an empty value removes its key.
 *
 * <p>Stripe's limits are checked here, before anything is sent: at most {@value #MOST_KEYS} keys on an object, keys of
 * at most {@value #LONGEST_KEY} characters and without square brackets, values of at most {@value #LONGEST_VALUE}. Keys
 * that begin with {@code billing_} or {@code billable_} are the module's own.
 *
 * @param changes the values by key; an empty value removes the key
 * @see <a href="https://docs.stripe.com/metadata">Stripe: metadata</a>
 */
public record Metadata(Map<String, String> changes) implements Serializable {

    /** How many keys an object may have, the module's own among them. */
    public static final int MOST_KEYS = 50;

    /** How many characters a key may have. */
    public static final int LONGEST_KEY = 40;

    /** How many characters a value may have. */
    public static final int LONGEST_VALUE = 500;

    private static final long serialVersionUID = 1L;
    private static final String REMOVED = "";
    private static final Set<String> OUR_PREFIXES = Set.of("billing_", "billable_");

    /**
     * Checked changes.
     *
     * @throws MetadataException when a key or a value is not one that Stripe takes
     */
    public Metadata {
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
        changes.forEach(Metadata::check);
        checkNumber(changes.values().stream()
                .filter(value -> !value.equals(REMOVED))
                .count());
    }

    /** Changes nothing. */
    public static Metadata unchanged() {
        return new Metadata(Map.of());
    }

    public static Metadata of(String key, String value) {
        return new Metadata(Map.of(key, value));
    }

    /** These changes and one more. */
    public Metadata with(String key, String value) {
        Map<String, String> more = new TreeMap<>(changes);
        more.put(key, value);
        return new Metadata(more);
    }

    /** These changes, and the key's removal. */
    public Metadata without(String key) {
        return with(key, REMOVED);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /**
     * Looks whether an object can take the changes.
     *
     * @param present the keys that the object has, or that are about to be written beside the changes
     * @throws MetadataException when it would have more keys than Stripe allows
     */
    public void checkFits(Set<String> present) {
        Set<String> merged = new HashSet<>(present);
        changes.forEach((key, value) -> {
            if (value.equals(REMOVED)) {
                merged.remove(key);
            } else {
                merged.add(key);
            }
        });
        checkNumber(merged.size());
    }

    /** Leaves out the values, which may be personal. */
    @Override
    public String toString() {
        return "metadata " + changes.keySet();
    }

    private static void check(String key, String value) {
        if (key.isEmpty() || key.codePointCount(0, key.length()) > LONGEST_KEY) {
            throw new MetadataException(MetadataException.Limit.KEY_LENGTH, key);
        }
        if (key.contains("[") || key.contains("]")) {
            throw new MetadataException(MetadataException.Limit.KEY_BRACKETS, key);
        }
        if (OUR_PREFIXES.stream().anyMatch(key::startsWith)) {
            throw new MetadataException(MetadataException.Limit.KEY_RESERVED, key);
        }
        if (value.codePointCount(0, value.length()) > LONGEST_VALUE) {
            throw new MetadataException(MetadataException.Limit.VALUE_LENGTH, key);
        }
    }

    private static void checkNumber(long keys) {
        if (keys > MOST_KEYS) {
            throw new MetadataException(MetadataException.Limit.KEYS, "");
        }
    }
}
