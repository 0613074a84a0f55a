/** Start-up and the ticks: configuration, then schema, then work. Knows everything that has to be started. */
@NullMarked
package dev.accrue.billing.start;

import org.jspecify.annotations.NullMarked;
