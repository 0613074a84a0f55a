package dev.accrue.billing.processor.fake.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in Stripe's error shape.
 *
 * <p>Most refusals undo everything that the request did. A declined card is different: the failed attempt itself is a
 * fact that stays (the failed charge, the invoice's attempt, their events), so {@link #keepsWhatHappened()} is true for
 * it, unless the request promised to leave nothing behind.
 *
 * @see <a href="https://docs.stripe.com/api/errors">Stripe: Errors</a>
 */
public final class StripeError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Doc body;
    private final boolean keepsWhatHappened;

    private StripeError(int status, Doc body, boolean keepsWhatHappened) {
        super(body.findText("message").orElse(""), null, false, false);
        this.status = status;
        this.body = body;
        this.keepsWhatHappened = keepsWhatHappened;
    }

    /** A 400 without a code of its own. */
    public static StripeError invalid(String message, @Nullable String param) {
        return invalid(null, message, param);
    }

    /** A 400 with one of Stripe's error codes. */
    public static StripeError invalid(@Nullable String code, String message, @Nullable String param) {
        return of(400, "invalid_request_error", code, message, param);
    }

    public static StripeError missing(String param) {
        return invalid("parameter_missing", "Missing required param: " + param + ".", param);
    }

    public static StripeError unknownParameter(String param) {
        return invalid("parameter_unknown", "Received unknown parameter: " + param, param);
    }

    /** What Stripe could do and the simulator cannot: said openly, so that nobody takes silence for success. */
    public static StripeError notSimulated(String what, @Nullable String param) {
        return invalid("The simulator does not do this yet: " + what, param);
    }

    /** An object that the request names in its path. */
    public static StripeError noSuch(String object, String id) {
        return of(404, "invalid_request_error", "resource_missing", noSuchMessage(object, id), "id");
    }

    /** An object that the request names in a parameter. */
    public static StripeError noSuch(String object, String id, String param) {
        return invalid("resource_missing", noSuchMessage(object, id), param);
    }

    public static StripeError unrecognizedUrl(String method, String path) {
        return of(404, "invalid_request_error", null, "Unrecognized request URL (" + method + ": " + path + ").", null);
    }

    public static StripeError unauthorized(String message) {
        return of(401, "invalid_request_error", null, message, null);
    }

    /** A 402 whose body is the given card error; the failed attempt stays on record. */
    public static StripeError declined(Doc cardError) {
        return new StripeError(402, cardError, true);
    }

    public static StripeError of(
            int status, String type, @Nullable String code, String message, @Nullable String param) {
        Doc body = Doc.of("type", type, "message", message);
        if (code != null) {
            body.set("code", code).set("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        if (param != null) {
            body.set("param", param);
        }
        return new StripeError(status, body, false);
    }

    /** The same refusal for a request that promised to leave nothing behind when it is refused. */
    public StripeError leavingNothing() {
        return new StripeError(status, body, false);
    }

    /** The same refusal of something whose failure is itself a fact that stays. */
    public StripeError keepingWhatHappened() {
        return new StripeError(status, body, true);
    }

    /** Whether Stripe gives this answer again to a request with the same idempotency key: the call had begun. */
    public boolean isRemembered() {
        return status == 402 || status >= 500;
    }

    public int status() {
        return status;
    }

    public boolean keepsWhatHappened() {
        return keepsWhatHappened;
    }

    public Optional<String> code() {
        return body.findText("code");
    }

    /** The answer's body. */
    public Doc body() {
        return Doc.of("error", body);
    }

    private static String noSuchMessage(String object, String id) {
        return "No such " + object + ": '" + id + "'";
    }
}
