/**
 * A Stripe of our own, at the wire: takes the very requests that the Stripe adapter builds and answers as Stripe would
 * at the pinned API version, with state, events, failures and movable time. Serves the demo and the tests.
 *
 * <p>{@code StripeSimulator} is the door. Behind it, arrows go one way: {@code api} (routes) to {@code engine}
 * (behaviour) to {@code world} (objects and their storage port) to {@code wire} (form in, JSON out); {@code state}
 * implements the port. Nothing here knows a feature of the product or a class of the SDK.
 */
@NullMarked
package dev.accrue.billing.processor.fake;

import org.jspecify.annotations.NullMarked;
