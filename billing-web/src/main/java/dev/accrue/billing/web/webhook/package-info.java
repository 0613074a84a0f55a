/** Where Stripe's events come in over HTTP. */
@NullMarked
package dev.accrue.billing.web.webhook;

import org.jspecify.annotations.NullMarked;
