/** Who is billed: the host's entity, Stripe's customer, and the bond between the two. */
@NullMarked
@PublicApi
package dev.accrue.billing.customer;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
