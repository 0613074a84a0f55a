package dev.accrue.billing;

import jakarta.ejb.ApplicationException;

/**
 * Something that a caller of the module may want to react to. Never rolls back by itself: the caller's transaction was
 * suspended and has nothing of ours in it.
 */
@ApplicationException(inherited = true, rollback = false)
public abstract class BillingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected BillingException(String message) {
        super(message);
    }
}
