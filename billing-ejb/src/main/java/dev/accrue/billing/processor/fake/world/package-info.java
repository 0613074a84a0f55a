/**
 * What one Stripe account holds and how it is shown: the unit of work over its objects, rendering and expansion, lists,
 * the event log, and the port through which all of it is stored. Knows the objects' shapes, not their life.
 */
@NullMarked
package dev.accrue.billing.processor.fake.world;

import org.jspecify.annotations.NullMarked;
