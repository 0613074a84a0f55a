package dev.accrue.billing.subscription;

import dev.accrue.billing.BillingException;

/** A change makes no sense for a subscription as it is: nothing was sent. */
public class ChangeNotAllowedException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String status;

    /**
     * A change that makes no sense.
     *
     * @param kind the change
     * @param subscription the subscription as it is
     * @param reason why, and what to do instead
     */
    public ChangeNotAllowedException(String kind, Subscription subscription, String reason) {
        super(kind + " is not possible for subscription " + subscription.id() + ", which is " + subscription.rawStatus()
                + ": " + reason);
        this.kind = kind;
        this.status = subscription.rawStatus();
    }

    public String kind() {
        return kind;
    }

    public String status() {
        return status;
    }
}
