/**
 * The local copy of Stripe's objects: one row each with its raw JSON and revision, and the typed extracts that features
 * project from it. Knows the ground floor, no feature: features register projectors by object type.
 */
@NullMarked
package dev.accrue.billing.mirror;

import org.jspecify.annotations.NullMarked;
