package dev.accrue.billing.customer;

import dev.accrue.billing.BillingException;

/** A Stripe customer bills another entity already, or the entity has another customer. */
public class CustomerTakenException extends BillingException {

    private static final long serialVersionUID = 1L;

    public CustomerTakenException(String customerId) {
        super("customer " + customerId + " or the entity that should own it is bound already; each bills exactly one");
    }
}
