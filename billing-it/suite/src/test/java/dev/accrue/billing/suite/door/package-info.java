/** The webhook door, as Stripe and strangers find it. */
package dev.accrue.billing.suite.door;
