/** A host's own classes: a REST application that scans, and a filter and a mapper meant for the host alone. */
package dev.accrue.billing.suite.host;
