/**
 * The simulator's wire format: a request's form body becomes {@code Params}, documents become JSON, refusals become
 * Stripe's error objects. Knows nothing of what the documents mean.
 */
@NullMarked
package dev.accrue.billing.processor.fake.wire;

import org.jspecify.annotations.NullMarked;
