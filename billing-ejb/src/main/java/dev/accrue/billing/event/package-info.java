/** What a host implements to be told of billing events. Knows the mirror's keys, nothing else. */
@NullMarked
@PublicApi
package dev.accrue.billing.event;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
