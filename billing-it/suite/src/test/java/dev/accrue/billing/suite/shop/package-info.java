/** What members of the host do with a browser. */
package dev.accrue.billing.suite.shop;
