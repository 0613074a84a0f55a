/**
 * What a host uses: {@link dev.accrue.billing.Billing} is the one thing to inject, {@link dev.accrue.billing.Billable}
 * the one thing to implement, {@link dev.accrue.billing.Outcome} what operations give back.
 */
@NullMarked
@PublicApi
package dev.accrue.billing;

import org.jspecify.annotations.NullMarked;
