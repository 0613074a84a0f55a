/** A WAR that brings its own authentication mechanism and identity store, as the standalone module does. */
package dev.accrue.billing.suite.operators;
