package dev.accrue.billing.tax;

import java.io.Serializable;

/**
 * How far automatic tax is rolled out over running subscriptions.
 *
 * @param on subscriptions on which tax is reckoned
 * @param off subscriptions on which it is not, by somebody's decision
 * @param stopped subscriptions on which Stripe stopped it for want of a location
 * @param withoutCountry subscriptions, of whichever state, whose customer's addresses say no country
 */
public record TaxCounts(long on, long off, long stopped, long withoutCountry) implements Serializable {

    private static final long serialVersionUID = 1L;
}
