package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a request's headers before anything else does: whose key it is, which version it speaks, whose account it
 * means.
 *
 * @see <a href="https://docs.stripe.com/api/authentication">Stripe: Authentication</a>
 * @see <a href="https://docs.stripe.com/api/versioning">Stripe: Versioning</a>
 * @see <a href="https://docs.stripe.com/api/connected-accounts">Stripe: Connected accounts</a>
 */
final class Doorman {

    /** The one version whose shapes the simulator speaks. */
    static final String API_VERSION = "2026-07-29.dahlia";

    private static final int LONGEST_KEY = 255;

    private final String platform;

    Doorman(String platform) {
        this.platform = platform;
    }

    Call admit(WireRequest request, String requestId) {
        requireKey(request.headers().getOrDefault("authorization", ""));
        requireVersion(request.headers().getOrDefault("stripe-version", API_VERSION));
        return new Call(
                request.method(),
                request.path().replaceFirst("^/_control/", "/v1/_control/"),
                Map.of(),
                Params.parse(request.query() + "&" + request.body()),
                account(request),
                requestId,
                idempotencyKey(request));
    }

    private static void requireKey(String authorization) {
        String key = authorization.startsWith("Basic ") ? userName(authorization) : bearer(authorization);
        if (key.isEmpty()) {
            throw StripeError.unauthorized("You did not provide an API key. You need to provide your API key in the"
                    + " Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        }
        if (!key.matches("(sk|rk)_test_\\w+")) {
            throw StripeError.unauthorized("Invalid API Key provided: " + masked(key));
        }
    }

    private static void requireVersion(String version) {
        if (!version.equals(API_VERSION)) {
            throw StripeError.invalid("Invalid Stripe API version: " + version, null);
        }
    }

    private String account(WireRequest request) {
        String account = request.headers().getOrDefault("stripe-account", platform);
        if (!account.matches("acct_\\w+") || account.length() > 64) {
            throw StripeError.of(
                    403,
                    "invalid_request_error",
                    "account_invalid",
                    "The provided key does not have access to account '" + account
                            + "' (or that account does not exist).",
                    null);
        }
        return account;
    }

    /** Only a POST has a key; on other methods Stripe ignores it. */
    private static @Nullable String idempotencyKey(WireRequest request) {
        String key = request.headers().get("idempotency-key");
        if (key == null || !request.method().equals("POST")) {
            return null;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw StripeError.of(
                    400, "idempotency_error", null, "Idempotency-Key must have between 1 and 255 characters.", null);
        }
        return key;
    }

    private static String bearer(String authorization) {
        return authorization.startsWith("Bearer ") ? authorization.substring(7).strip() : "";
    }

    private static String userName(String authorization) {
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            return new String(decoded, StandardCharsets.UTF_8).replaceFirst(":.*", "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String masked(String key) {
        return key.length() < 12 ? "****" : key.substring(0, 8) + "*".repeat(8) + key.substring(key.length() - 4);
    }
}
