/** What a customer pays for again and again: subscriptions, their items, their schedules. */
@NullMarked
@PublicApi
package dev.accrue.billing.subscription;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
