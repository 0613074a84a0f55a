package dev.accrue.billing.subscription;

import dev.accrue.billing.BillingException;

/**
 * This is no token of a preview of this subscription, or of this customer: somebody changed it, it was cut, or it is
 * another one's. Nothing was sent. Preview again; when it happens to many at once, look whether all nodes sign with the
 * same {@code billing.preview.secret}.
 */
public class InvalidPreviewException extends BillingException {

    private static final long serialVersionUID = 1L;

    public InvalidPreviewException() {
        super("the token is not that of a preview made here for this subscription; preview again");
    }
}
