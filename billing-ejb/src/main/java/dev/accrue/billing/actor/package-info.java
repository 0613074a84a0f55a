/** Who does something, on whose behalf, and under which operation and trace id. Depends on nothing. */
@NullMarked
@PublicApi
package dev.accrue.billing.actor;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
