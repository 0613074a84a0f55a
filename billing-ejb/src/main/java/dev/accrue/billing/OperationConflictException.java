package dev.accrue.billing;

/** An operation id was used before, for another request. */
public class OperationConflictException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String operationId;

    public OperationConflictException(String operationId) {
        super("operation id " + operationId + " was used for another request; give a new request a new id");
        this.operationId = operationId;
    }

    public String operationId() {
        return operationId;
    }
}
