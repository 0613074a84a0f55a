package dev.accrue.billing.webhook;

import java.util.Map;
import java.util.Set;

/**
 * Which events say that an object is gone.
 *
 * <p>That of the object's own type does. Elsewhere the word means something else: a subscription that is "deleted" was
 * cancelled, and a source that was taken from its customer is still there.
 */
final class Deletion {

    private static final Set<String> PAYMENT_SOURCES = Set.of("card", "bank_account");
    private static final Map<String, Set<String>> UNDER_ANOTHER_NAME = Map.of(
            "account.external_account.deleted", PAYMENT_SOURCES,
            "customer.source.deleted", PAYMENT_SOURCES,
            "customer.card.deleted", PAYMENT_SOURCES,
            "customer.bank_account.deleted", PAYMENT_SOURCES,
            "customer.discount.deleted", Set.of("discount"),
            "customer.tax_id.deleted", Set.of("tax_id"));

    /** Types whose ids the owner of the account may choose, and choose again after a deletion. */
    private static final Set<String> CHOSEN_IDS = Set.of("coupon", "plan", "price", "product");

    private static final String THIN_FORM = "v1.";

    private Deletion() {}

    /** Whether an event of this type about an object of this type says that the object was deleted. */
    static boolean is(String eventType, String objectType) {
        String type = plain(eventType);
        return type.equals(objectType + ".deleted")
                || UNDER_ANOTHER_NAME.getOrDefault(type, Set.of()).contains(objectType);
    }

    /** Whether an event of this type about an object of this type says that there is a new object. */
    static boolean isUndoneBy(String eventType, String objectType) {
        return CHOSEN_IDS.contains(objectType) && plain(eventType).equals(objectType + ".created");
    }

    /** Whether nothing with this id can ever exist again. */
    static boolean isFinal(String objectType) {
        return !CHOSEN_IDS.contains(objectType);
    }

    private static String plain(String eventType) {
        return eventType.startsWith(THIN_FORM) ? eventType.substring(THIN_FORM.length()) : eventType;
    }
}
