package dev.accrue.billing;

import java.util.Optional;

/**
 * Whatever a host bills: a user, an organisation, a workspace. Implement it on the entity itself; the module keeps only
 * {@link #ref()} and hands name and email on to Stripe when it makes the customer.
 */
public interface Billable {

    /** Which entity this is, for ever: its type pinned to a name that survives refactoring, and its id. */
    BillableRef ref();

    /** The name on invoices, if there is one. */
    default Optional<String> billingName() {
        return Optional.empty();
    }

    /** Where Stripe may send receipts, if there is such an address. */
    default Optional<String> billingEmail() {
        return Optional.empty();
    }
}
