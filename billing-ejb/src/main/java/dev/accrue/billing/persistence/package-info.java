/** How entities are read: the common columns of extracts, the converters, the schema. Knows no feature. */
@NullMarked
package dev.accrue.billing.persistence;

import org.jspecify.annotations.NullMarked;
