/** Tests that run inside the server, beside the beans they call. */
package dev.accrue.billing.suite.inside;
