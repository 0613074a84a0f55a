package dev.accrue.billing.operation;

import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.processor.ProcessorException;

/** How a caller is told that nothing happened. */
public final class Refusal {

    private Refusal() {}

    /** What a caller gets in place of the processor's own exception, when certainly nothing was done. */
    public static RequestRefusedException of(ProcessorException e) {
        return new RequestRefusedException(e.fault().code(), e.fault().parameter(), e.getMessage());
    }
}
