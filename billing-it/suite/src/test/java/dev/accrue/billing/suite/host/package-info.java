/**
 * A host application: its own users behind a form, its own CSRF filter, its own REST application that scans, its own
 * persistence unit, pages that sell subscriptions, and handlers of events. Everything here is in the WAR under test.
 */
package dev.accrue.billing.suite.host;
