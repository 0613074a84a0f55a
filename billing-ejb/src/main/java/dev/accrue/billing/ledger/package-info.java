/**
 * The append-only record of what happened and why. Facts derive from events and operations, never from the difference
 * that one projection happened to see, because coalesced fetches skip states. Knows the ground floor, no feature.
 */
@NullMarked
package dev.accrue.billing.ledger;

import org.jspecify.annotations.NullMarked;
