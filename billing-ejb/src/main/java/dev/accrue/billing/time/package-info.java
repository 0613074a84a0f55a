/** The two clocks, and the only place that reads the system's time. Depends on nothing. */
@NullMarked
package dev.accrue.billing.time;

import org.jspecify.annotations.NullMarked;
