/**
 * The simulator inside a server: its tables, its way to our own webhook door, its time. For development and tests; in
 * production nothing here does anything. Knows the simulator, the configuration and the secrets of the door.
 */
@NullMarked
package dev.accrue.billing.simulation;

import org.jspecify.annotations.NullMarked;
