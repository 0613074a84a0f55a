/** Which Stripe account, in which mode, a thing belongs to: part of every key, never null. Depends on nothing. */
@NullMarked
@PublicApi
package dev.accrue.billing.account;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
