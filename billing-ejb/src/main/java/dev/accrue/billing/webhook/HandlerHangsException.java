package dev.accrue.billing.webhook;

/** A handler was not called, because it hangs. */
final class HandlerHangsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HandlerHangsException(String handler) {
        super("handler " + handler + " hangs and is left alone for a while");
    }
}
