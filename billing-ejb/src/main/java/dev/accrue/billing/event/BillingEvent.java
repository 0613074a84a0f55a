package dev.accrue.billing.event;

import dev.accrue.billing.mirror.ObjectKey;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened at Stripe, told to a handler after the mirror holds it.
 *
 * <p>Lean on purpose: an event's payload is how things were, the mirror is how they are. Read the object's present
 * state through {@code Billing}.
 *
 * @param deliveryId the same at every attempt of this delivery: the key to recognise a repetition by
 * @param eventId Stripe's id of the event
 * @param type Stripe's type, for example {@code customer.subscription.updated}
 * @param subject the object that it is about
 * @param created when it happened, by Stripe, in whole seconds
 * @param attempt one at the first attempt
 */
public record BillingEvent(
        UUID deliveryId, String eventId, String type, ObjectKey subject, Instant created, int attempt)
        implements Serializable {}
