package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.util.Map;
import java.util.Set;

/**
 * How much metadata an object takes. The numbers are on Stripe's page, the words of the refusals are those that its
 * users report; characters are counted as readers count them, which is unverified.
 *
 * @see <a href="https://docs.stripe.com/api/metadata">Stripe: Metadata</a>
 */
final class MetadataLimits {

    static final int MOST_KEYS = 50;
    static final int LONGEST_KEY = 40;
    static final int LONGEST_VALUE = 500;

    private MetadataLimits() {}

    /** What a request sends, once each part of it is short enough. */
    static Map<String, String> sent(Params params) {
        String param = params.fullName("metadata");
        Map<String, String> sent = params.map("metadata");
        sent.forEach((key, value) -> {
            requireFit("key", key, LONGEST_KEY, param);
            requireFit("value", value, LONGEST_VALUE, param);
        });
        return sent;
    }

    /** Refuses the keys that an object would have when they are too many. */
    static void requireFit(Set<String> keys, Params params) {
        if (keys.size() > MOST_KEYS) {
            throw StripeError.invalid(
                    "Metadata can have up to " + MOST_KEYS + " keys, but you've set " + keys.size()
                            + ". Email us at support+metadata@stripe.com for more information.",
                    params.fullName("metadata"));
        }
    }

    private static void requireFit(String part, String text, int longest, String param) {
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            throw StripeError.invalid(
                    "Metadata " + part + "s can have up to " + longest + " characters, but you passed in a " + part
                            + " that is " + length + " characters. Invalid " + part + ": " + text,
                    param);
        }
    }
}
