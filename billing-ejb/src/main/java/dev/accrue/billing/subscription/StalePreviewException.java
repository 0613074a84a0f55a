package dev.accrue.billing.subscription;

import dev.accrue.billing.BillingException;

/**
 * The subscription has moved since it was previewed, so the amounts that were shown are no longer those that would be
 * asked for: nothing was sent. Preview again and show the customer the new amounts.
 */
public class StalePreviewException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String subscriptionId;

    public StalePreviewException(String subscriptionId) {
        super("subscription " + subscriptionId + " has changed since it was previewed; preview it again");
        this.subscriptionId = subscriptionId;
    }

    public String subscriptionId() {
        return subscriptionId;
    }
}
