package dev.accrue.billing.processor;

import java.util.Objects;

/**
 * The processor did not do what it was asked. The message holds everything that finds the request again and nothing
 * that the request held.
 */
public abstract class ProcessorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProcessorFault fault;

    protected ProcessorException(String what, ProcessorFault fault) {
        super(what + " (" + fault + ")");
        this.fault = fault;
    }

    /** There always is one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public ProcessorFault fault() {
        return fault;
    }
}
