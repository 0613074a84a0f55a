/** Exact money in minor units. Depends on nothing. */
@NullMarked
@PublicApi
package dev.accrue.billing.money;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
