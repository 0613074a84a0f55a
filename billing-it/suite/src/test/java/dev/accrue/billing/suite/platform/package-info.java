/** What the module takes for granted of a server, proved with the {@linkplain dev.accrue.billing.suite.probe probe}. */
package dev.accrue.billing.suite.platform;
