package dev.accrue.billing.tax;

import dev.accrue.billing.BillingException;

/** Automatic tax was not stopped by Stripe, so there is nothing to resume. Nothing was sent. */
public class TaxNotStoppedException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final TaxState state;

    public TaxNotStoppedException(String subscriptionId, TaxState state) {
        super("automatic tax of subscription " + subscriptionId + " is " + state
                + " and was not stopped by Stripe; to switch it on where it never was, change the subscription");
        this.state = state;
    }

    public TaxState state() {
        return state;
    }
}
