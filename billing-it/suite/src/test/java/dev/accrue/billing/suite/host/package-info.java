/**
 * What the suite adds to the shop, in a library of its own: handlers that fail when asked to, a bean with tables and
 * transactions of its own, a filter against forged forms, resources that the shop's REST application finds, and a look
 * at the database.
 */
package dev.accrue.billing.suite.host;
