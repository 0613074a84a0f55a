package dev.accrue.billing.processor.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import dev.accrue.billing.processor.DeclinedException;
import dev.accrue.billing.processor.NoAnswerException;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.ProcessorFault;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.processor.RefusedException.Reason;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's failures in the module's taxonomy. What is not certain to have had no effect is a
 * {@link NoAnswerException}.
 *
 * <p>Codes, parameter names and the request id go over. Stripe's message stays behind, and the SDK's exception with it,
 * because the message may quote what was sent.
 *
 * @see <a href="https://docs.stripe.com/api/errors">Stripe: errors</a>
 */
final class StripeErrors {

    /** The code of a refusal because another request holds the object. */
    static final String LOCKED = "lock_timeout";

    /** Codes of answers that do not tell whether anything was done. */
    private static final Set<String> NOT_TELLING = Set.of(StripeHttpBridge.MALFORMED_ANSWER, "idempotency_key_in_use");

    private static final String KEY_ERROR = "idempotency_error";
    private static final String CARD_ERROR = "card_error";

    private StripeErrors() {}

    static ProcessorException of(String call, StripeException failure) {
        if (failure instanceof ApiConnectionException) {
            return noAnswer(call, failure.getCause());
        }
        ProcessorFault fault = fault(call, failure);
        if (fault.code().equals(LOCKED)) {
            return new RefusedException(Reason.LOCKED, fault);
        }
        return switch (fault.status()) {
            case 401 -> new RefusedException(Reason.UNAUTHORISED, fault);
            case 409 -> new NoAnswerException(fault); // the first request with this key may still be at work
            case 424 -> new NoAnswerException(fault); // Stripe itself got no answer from a bank
            default ->
                fault.status() >= 400 && fault.status() < 500 ? answered(failure, fault) : new NoAnswerException(fault);
        };
    }

    /** No request could be sent, or none was answered; what is known of it is its cause. */
    static NoAnswerException noAnswer(String call, @Nullable Throwable cause) {
        String code = cause instanceof SocketTimeoutException ? "timeout" : "connection_failed";
        NoAnswerException failure = new NoAnswerException(new ProcessorFault(call, 0, code, "", ""));
        failure.initCause(cause);
        return failure;
    }

    /** An answer came that is not what Stripe answers. */
    static NoAnswerException malformed(String call, int status, String requestId) {
        return new NoAnswerException(
                new ProcessorFault(call, status, StripeHttpBridge.MALFORMED_ANSWER, "", requestId));
    }

    /** What the adapter refuses itself, because no request could be right. */
    static RefusedException refused(String call, Reason reason, String code, String parameter) {
        return new RefusedException(reason, new ProcessorFault(call, 0, code, parameter, ""));
    }

    private static ProcessorException answered(StripeException failure, ProcessorFault fault) {
        StripeError error = failure.getStripeError();
        if (error == null || NOT_TELLING.contains(fault.code())) {
            return new NoAnswerException(fault);
        }
        if (KEY_ERROR.equals(error.getType())) {
            return new RefusedException(Reason.KEY_REUSED, fault);
        }
        if (fault.status() == 402 && CARD_ERROR.equals(error.getType())) {
            return new DeclinedException(text(error.getDeclineCode()), paymentIntent(error), fault);
        }
        return new RefusedException(reason(fault.status()), fault);
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 403 -> Reason.FORBIDDEN;
            case 404 -> Reason.NOT_FOUND;
            case 429 -> Reason.TOO_MANY_REQUESTS;
            default -> Reason.INVALID;
        };
    }

    private static ProcessorFault fault(String call, StripeException failure) {
        String parameter = Optional.ofNullable(failure.getStripeError())
                .map(StripeError::getParam)
                .orElse("");
        int status = Optional.ofNullable(failure.getStatusCode()).orElse(0);
        return new ProcessorFault(call, status, text(failure.getCode()), parameter, text(failure.getRequestId()));
    }

    private static String paymentIntent(StripeError error) {
        return error.getPaymentIntent() == null
                ? ""
                : text(error.getPaymentIntent().getId());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
