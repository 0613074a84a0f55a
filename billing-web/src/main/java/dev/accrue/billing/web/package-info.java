/** The web side of the module: what Stripe, operators and customers reach over HTTP. Each channel has its package. */
@NullMarked
package dev.accrue.billing.web;

import org.jspecify.annotations.NullMarked;
