/** The simulator over HTTP, so that any Stripe client can talk to it. Development only. */
@NullMarked
package dev.accrue.billing.web.simulator;

import org.jspecify.annotations.NullMarked;
