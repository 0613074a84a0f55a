package dev.accrue.billing.webhook;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * By which id the mirror knows an object.
 *
 * <p>Nearly always by its own. Of a few things there is one for each account or for each customer, and Stripe gives it
 * no id; a preview has an id at times, and is no object for all that.
 */
final class Identity {

    private static final Set<String> ONE_FOR_EACH_ACCOUNT = Set.of("balance", "balance_settings", "tax.settings");
    private static final Set<String> ONE_FOR_EACH_CUSTOMER =
            Set.of("cash_balance", "billing.credit_balance_summary", EntitlementSummary.TYPE);
    private static final String PREVIEW = "upcoming_";
    private static final int LONGEST = 255;

    private Identity() {}

    /** The id; empty for what only the event itself can tell of. */
    static Optional<String> of(JsonObject object) {
        String type = Json.text(object, "object").orElse("");
        if (ONE_FOR_EACH_ACCOUNT.contains(type)) {
            return Optional.of(type);
        }
        Optional<String> id = ONE_FOR_EACH_CUSTOMER.contains(type)
                ? Json.reference(object, "customer")
                : Json.text(object, "id").filter(text -> !text.startsWith(PREVIEW));
        return id.filter(Identity::isId);
    }

    static boolean isId(String text) {
        return !text.isBlank() && text.length() <= LONGEST;
    }
}
