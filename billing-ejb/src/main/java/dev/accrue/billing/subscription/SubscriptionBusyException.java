package dev.accrue.billing.subscription;

import dev.accrue.billing.SubjectBusyException;

/** Another change of the same subscription is under way and did not end in time: nothing was sent. */
public class SubscriptionBusyException extends SubjectBusyException {

    private static final long serialVersionUID = 1L;

    private final String subscriptionId;

    public SubscriptionBusyException(String subscriptionId) {
        super("subscription", subscriptionId);
        this.subscriptionId = subscriptionId;
    }

    public String subscriptionId() {
        return subscriptionId;
    }
}
