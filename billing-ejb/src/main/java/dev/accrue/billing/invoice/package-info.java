/** What a customer owes and what for: invoices, their lines, the payments made on them. */
@NullMarked
@PublicApi
package dev.accrue.billing.invoice;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
