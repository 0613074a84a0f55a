/**
 * What the module tells of itself: the series of the contract and the ops events. A port, because not every server has
 * MicroProfile Metrics. No label ever holds a customer, an address, an amount or a Stripe id. Depends on nothing.
 */
@NullMarked
package dev.accrue.billing.telemetry;

import org.jspecify.annotations.NullMarked;
