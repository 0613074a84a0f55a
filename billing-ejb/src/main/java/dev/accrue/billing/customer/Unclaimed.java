package dev.accrue.billing.customer;

import java.io.Serializable;

/**
 * How much of the mirror belongs to customers that no host's entity owns. Counting stops at {@value #MOST}.
 *
 * @param customers the customers that nobody claimed
 * @param objects everything that names such a customer, the customers among it
 */
public record Unclaimed(long customers, long objects) implements Serializable {

    /** Where counting stops. */
    public static final int MOST = 10_000;

    private static final long serialVersionUID = 1L;
}
