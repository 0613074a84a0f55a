/**
 * What is done again and again, on whichever node is free: the tick that others hook into, and the lease that lets one
 * node at a time do a job. Knows the database, no feature.
 */
@NullMarked
package dev.accrue.billing.job;

import org.jspecify.annotations.NullMarked;
