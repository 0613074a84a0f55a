/**
 * The Stripe adapter: requests and answers as raw JSON trees over Stripe's own SDK, which brings authentication,
 * versioning, encoding, retries and the reading of errors. The only package that may see {@code com.stripe} or Gson.
 * Depends on the ground floor and on {@code processor}; knows no feature.
 */
@NullMarked
package dev.accrue.billing.processor.stripe;

import org.jspecify.annotations.NullMarked;
