/** What is sold: products and their prices, mirrored. */
@NullMarked
@PublicApi
package dev.accrue.billing.catalog;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
