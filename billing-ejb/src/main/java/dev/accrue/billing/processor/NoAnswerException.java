package dev.accrue.billing.processor;

/** No usable answer came (timeout, cut connection, 5xx): nobody knows whether the request was performed. */
public class NoAnswerException extends ProcessorException {

    private static final long serialVersionUID = 1L;

    public NoAnswerException(ProcessorFault fault) {
        super("the processor gave no answer; whether it acted is not known yet", fault);
    }
}
