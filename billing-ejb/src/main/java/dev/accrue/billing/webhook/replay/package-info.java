/**
 * What operators see and do about events and deliveries: look at what is dead or ignored, take it back into work one by
 * one or by the thousand, and fetch from Stripe what an outage kept away. Every deed is a row and a fact. Knows the
 * webhook path and the processor's seam.
 */
@NullMarked
package dev.accrue.billing.webhook.replay;

import org.jspecify.annotations.NullMarked;
