/** Tolerant reading and building of JSON on the platform's own API. Depends on nothing. */
@NullMarked
package dev.accrue.billing.json;

import org.jspecify.annotations.NullMarked;
