/**
 * Forgets: bodies of events after a while, whole events after a longer one. The ledger keeps what it says, because it
 * refers to events by their ids only. Knows the states of events and deliveries, and nothing of how they are worked on.
 */
@NullMarked
package dev.accrue.billing.webhook.retention;

import org.jspecify.annotations.NullMarked;
