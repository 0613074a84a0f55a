/**
 * Short local transactions on the server's datasource, in plain SQL that runs on PostgreSQL and H2.
 *
 * <p>Everything that the module writes, it writes here and in SQL; JPA only reads. Transactions are local to one
 * connection and never span a network call. Knows the ground floor below it (config, time), no feature.
 */
@NullMarked
package dev.accrue.billing.database;

import org.jspecify.annotations.NullMarked;
