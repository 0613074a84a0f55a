/** The two places where the simulator keeps its accounts: memory, for unit tests, and a database. */
@NullMarked
package dev.accrue.billing.processor.fake.state;

import org.jspecify.annotations.NullMarked;
