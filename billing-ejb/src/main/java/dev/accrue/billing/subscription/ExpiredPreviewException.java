package dev.accrue.billing.subscription;

import dev.accrue.billing.BillingException;

/** The preview is too old to be applied: nothing was sent. Preview again and show the customer the new amounts. */
public class ExpiredPreviewException extends BillingException {

    private static final long serialVersionUID = 1L;

    public ExpiredPreviewException() {
        super("the preview is older than " + Previews.GOOD_FOR.toMinutes() + " minutes; preview again");
    }
}
