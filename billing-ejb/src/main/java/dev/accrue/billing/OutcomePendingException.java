package dev.accrue.billing;

/**
 * Nobody knows yet whether the operation took effect. The module finds out by itself; asking again with the same id
 * never performs it twice.
 */
public class OutcomePendingException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String operationId;

    public OutcomePendingException(String operationId) {
        super("the outcome of operation " + operationId + " is not known yet; ask again later with the same id");
        this.operationId = operationId;
    }

    public String operationId() {
        return operationId;
    }
}
