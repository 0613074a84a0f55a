package dev.accrue.billing.processor.stripe;

import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.RawRequestOptions;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.processor.Fetch.Urgency;

/**
 * One call of Stripe's API.
 *
 * @param name what a failure is reported under
 * @param account on whose behalf
 * @param urgency whether somebody waits for it
 * @param method how
 * @param path where
 * @param parameters the encoded parameters; empty when there are none
 * @param idempotencyKey the key of a command; empty for a reading
 */
record StripeCall(
        String name,
        Account account,
        Urgency urgency,
        RequestMethod method,
        String path,
        String parameters,
        String idempotencyKey) {

    /** A reading. */
    static StripeCall get(String name, Account account, Urgency urgency, String path, String query) {
        return new StripeCall(name, account, urgency, RequestMethod.GET, path, query, "");
    }

    /** A further reading for the sake of this call. */
    StripeCall then(String otherPath, String query) {
        return get(name, account, urgency, otherPath, query);
    }

    /** The first part of the path, for example {@code subscriptions}. */
    String endpointFamily() {
        String[] parts = path.split("[/?]");
        return parts.length > 2 ? parts[2] : path;
    }

    /** Path and query; a POST has its parameters in the body. */
    String url() {
        if (method == RequestMethod.POST || parameters.isEmpty()) {
            return path;
        }
        return path + (path.contains("?") ? "&" : "?") + parameters;
    }

    String body() {
        return method == RequestMethod.POST ? parameters : "";
    }

    RawRequestOptions options() {
        RawRequestOptions.RawRequestOptionsBuilder options = RawRequestOptions.builder();
        if (!account.isPlatform() && !isAboutAConnectAccount()) {
            options.setStripeAccount(account.id());
        }
        if (!idempotencyKey.isEmpty()) {
            options.setIdempotencyKey(idempotencyKey);
        }
        if (method == RequestMethod.DELETE) { // Stripe replays no DELETE: a second one would find nothing to delete
            options.setMaxNetworkRetries(0);
        }
        return options.build();
    }

    /** Its platform manages a Connect account, under the platform's own name. */
    private boolean isAboutAConnectAccount() {
        return path.startsWith("/v1/accounts/");
    }
}
