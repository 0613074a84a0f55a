package dev.accrue.billing;

/** The operation never took effect, and nobody is going to perform it late. */
public class OperationAbandonedException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String operationId;

    public OperationAbandonedException(String operationId) {
        super("operation " + operationId + " got no answer and never took effect; start it again with a new id");
        this.operationId = operationId;
    }

    public String operationId() {
        return operationId;
    }
}
