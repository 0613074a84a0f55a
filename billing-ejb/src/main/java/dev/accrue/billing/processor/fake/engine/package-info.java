/**
 * How Stripe behaves: periods, invoices, payments, the life of a subscription, and time that makes them happen. Works
 * on the objects of one unit of work; sees no request.
 */
@NullMarked
package dev.accrue.billing.processor.fake.engine;

import org.jspecify.annotations.NullMarked;
