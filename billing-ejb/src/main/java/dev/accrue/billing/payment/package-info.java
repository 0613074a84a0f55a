/** Money that moves: payment intents, charges, refunds, and the methods that customers pay with. */
@NullMarked
@PublicApi
package dev.accrue.billing.payment;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
