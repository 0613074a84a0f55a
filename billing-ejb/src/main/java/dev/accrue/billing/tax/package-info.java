/** Where customers are taxed, by which ids, and what happened to automatic tax on what they pay for. */
@NullMarked
@PublicApi
package dev.accrue.billing.tax;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
