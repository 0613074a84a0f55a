package dev.accrue.billing.processor;

import java.io.Serializable;

/**
 * The facts of a failed call; what is not known is empty or zero.
 *
 * @param call what was called, for example {@code SUBSCRIPTION_CREATE}
 * @param status the HTTP status; zero when no answer came
 * @param code Stripe's error code, for example {@code resource_missing}
 * @param parameter the parameter that it is about
 * @param requestId the id under which the processor's support finds the request
 */
public record ProcessorFault(String call, int status, String code, String parameter, String requestId)
        implements Serializable {

    @Override
    public String toString() {
        return "call " + call + part(", status ", status == 0 ? "" : Integer.toString(status)) + part(", code ", code)
                + part(", parameter ", parameter) + part(", request ", requestId);
    }

    private static String part(String label, String value) {
        return value.isEmpty() ? "" : label + value;
    }
}
