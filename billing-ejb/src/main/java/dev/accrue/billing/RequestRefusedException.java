package dev.accrue.billing;

/** Stripe refused a request, and certainly did nothing. */
public class RequestRefusedException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String parameter;

    /**
     * A refusal.
     *
     * @param code Stripe's error code, for example {@code resource_missing}
     * @param parameter the parameter that it is about, for example {@code items[0][price]}; empty when none is named
     * @param explanation what Stripe's answer means, with the request id
     */
    public RequestRefusedException(String code, String parameter, String explanation) {
        super(explanation);
        this.code = code;
        this.parameter = parameter;
    }

    public String code() {
        return code;
    }

    public String parameter() {
        return parameter;
    }
}
