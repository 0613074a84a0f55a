/**
 * What an operator can set, read once at start, typed, with every fault reported at once. Depends on the JDK alone, so
 * that the launcher can check a configuration before any server starts; only {@code ConfigProducer} sees MicroProfile.
 */
@NullMarked
package dev.accrue.billing.config;

import org.jspecify.annotations.NullMarked;
