/** Single jars as processes of their own, which are stopped, killed, cut off, and set beside each other. */
package dev.accrue.billing.suite.node;
