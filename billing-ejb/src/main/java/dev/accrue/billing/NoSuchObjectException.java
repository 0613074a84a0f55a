package dev.accrue.billing;

/** The module knows no such object. */
public class NoSuchObjectException extends BillingException {

    private static final long serialVersionUID = 1L;

    public NoSuchObjectException(String type, String id) {
        super("billing knows no " + type + " " + id + "; check the id, or wait for its webhook");
    }
}
