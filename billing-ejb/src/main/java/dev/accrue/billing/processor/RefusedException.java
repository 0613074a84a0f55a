package dev.accrue.billing.processor;

/** The processor refused the request and certainly performed nothing. */
public class RefusedException extends ProcessorException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public RefusedException(Reason reason, ProcessorFault fault) {
        super(reason.text, fault);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public boolean isNotFound() {
        return reason == Reason.NOT_FOUND;
    }

    /** Whether the very same request may succeed later. */
    public boolean isTransient() {
        return reason == Reason.TOO_MANY_REQUESTS || reason == Reason.LOCKED;
    }

    /** Why. */
    public enum Reason {
        INVALID("the processor refused the request as invalid; correct the named parameter"),
        NOT_FOUND("the processor knows no such object; check its id, the key, the mode and the account"),
        UNAUTHORISED("the processor did not accept the configured key; check billing.stripe.secret-key"),
        FORBIDDEN("the configured key may not do this; give the restricted key this permission"),
        TOO_MANY_REQUESTS("the processor asks to slow down; the request may be sent again later"),
        LOCKED("another request holds the object at the processor; the request may be sent again"),
        KEY_REUSED("the idempotency key was used with other parameters; start a new operation");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
