/** The operators' API: JSON for their tools. */
@NullMarked
package dev.accrue.billing.web.api;

import org.jspecify.annotations.NullMarked;
