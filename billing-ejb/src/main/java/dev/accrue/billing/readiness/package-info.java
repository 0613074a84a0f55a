/**
 * The production checklist as live checks: ten sections, each with checks that look at this very configuration and
 * data. What only a person can know is listed as not checked. Knows every part that it looks at; nobody knows it.
 */
@NullMarked
@PublicApi
package dev.accrue.billing.readiness;

import dev.accrue.billing.PublicApi;
import org.jspecify.annotations.NullMarked;
