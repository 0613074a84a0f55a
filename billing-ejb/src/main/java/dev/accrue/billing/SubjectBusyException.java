package dev.accrue.billing;

/** Somebody else is changing the same thing and did not end in time. Nothing was sent. */
public class SubjectBusyException extends BillingException {

    private static final long serialVersionUID = 1L;

    public SubjectBusyException(String type, String id) {
        super(type + " " + id + " is being changed by somebody else; try again in a moment");
    }
}
