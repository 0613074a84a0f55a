/**
 * The seam to whoever moves the money: the SPI that features call, the error taxonomy that they get back, and the wire
 * ({@code Transport}) that the Stripe adapter and the simulator meet at. Knows the ground floor, no feature, no SDK.
 */
@NullMarked
package dev.accrue.billing.processor;

import org.jspecify.annotations.NullMarked;
