package dev.accrue.billing.webhook;

import dev.accrue.billing.mirror.ObjectKey;

/**
 * One handler and one object: deliveries in a lane never overlap and start in the order in which the events happened.
 */
record Lane(String handler, ObjectKey subject) {}
