package dev.accrue.billing.subscription;

import dev.accrue.billing.BillingException;

/** Another change of the same subscription is under way and did not end in time: nothing was sent. */
public class SubscriptionBusyException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String subscriptionId;

    public SubscriptionBusyException(String subscriptionId) {
        super("subscription " + subscriptionId + " is being changed by somebody else; ask again in a moment");
        this.subscriptionId = subscriptionId;
    }

    public String subscriptionId() {
        return subscriptionId;
    }
}
