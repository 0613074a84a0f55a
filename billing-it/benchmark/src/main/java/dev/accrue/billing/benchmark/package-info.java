/**
 * What the measured server holds besides the module: the floor, a handler that counts, and the strings by which the
 * driver pulls them. For loopback only: whoever reaches it may run any SQL.
 */
@NullMarked
package dev.accrue.billing.benchmark;

import org.jspecify.annotations.NullMarked;
