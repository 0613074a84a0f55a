package dev.accrue.billing;

/** Metadata that Stripe would refuse, or that is the module's own. Nothing was sent. */
public class MetadataException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final Limit limit;
    private final String key;

    /**
     * A refusal.
     *
     * @param limit what was not kept
     * @param key the key that it is about; empty when it is about all of them
     */
    public MetadataException(Limit limit, String key) {
        super(key.isEmpty() ? limit.text : "metadata key " + key + ": " + limit.text);
        this.limit = limit;
        this.key = key;
    }

    public Limit limit() {
        return limit;
    }

    public String key() {
        return key;
    }

    /** What was not kept. */
    public enum Limit {
        KEYS("an object has at most " + Metadata.MOST_KEYS + " metadata keys, the module's own among them"),
        KEY_LENGTH("a metadata key has 1 to " + Metadata.LONGEST_KEY + " characters"),
        KEY_BRACKETS("a metadata key has no square brackets"),
        KEY_RESERVED("metadata keys that begin with billing_ or billable_ are the module's own"),
        VALUE_LENGTH("a metadata value has at most " + Metadata.LONGEST_VALUE + " characters");

        private final String text;

        Limit(String text) {
            this.text = text;
        }
    }
}
