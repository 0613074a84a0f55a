/**
 * What we ask Stripe to do: written down before it is sent, concluded after, found out about when no answer came. Knows
 * the mirror, the ledger and the processor's seam, and no feature: those register how their kinds are recovered.
 */
@NullMarked
package dev.accrue.billing.operation;

import org.jspecify.annotations.NullMarked;
