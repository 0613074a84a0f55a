/**
 * The way in: verify, store, wake up, claim, apply, deliver, recover. The inbox row is the truth; a JMS message is only
 * a wake-up. Knows the mirror, the ledger and the processor's seam, and no feature: those register projectors and
 * handlers.
 */
@NullMarked
package dev.accrue.billing.webhook;

import org.jspecify.annotations.NullMarked;
