/**
 * Stripe's arithmetic, without objects or time passing: parts of an amount, to the cent. Knows nothing but numbers and
 * the documents it is handed.
 */
@NullMarked
package dev.accrue.billing.processor.fake.reckoning;

import org.jspecify.annotations.NullMarked;
