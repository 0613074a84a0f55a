package dev.accrue.billing;

/** The same operation is being performed right now, by another thread or node. */
public class OperationInProgressException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String operationId;

    public OperationInProgressException(String operationId) {
        super("operation " + operationId + " is under way; ask again in a moment with the same id");
        this.operationId = operationId;
    }

    public String operationId() {
        return operationId;
    }
}
