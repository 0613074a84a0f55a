/** What customers of the shop do with a browser. */
package dev.accrue.billing.suite.shop;
