/**
 * Stripe's resources, one class each: which parameters a route takes, what it refuses, and whom it asks to do the work.
 */
@NullMarked
package dev.accrue.billing.processor.fake.api;

import org.jspecify.annotations.NullMarked;
