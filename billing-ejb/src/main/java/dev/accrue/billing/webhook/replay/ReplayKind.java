package dev.accrue.billing.webhook.replay;

/** What a replay takes back into work. */
public enum ReplayKind {
    /** One event. */
    EVENT,
    /** One delivery. */
    DELIVERY,
    /** The events that a filter finds. */
    EVENTS,
    /** The deliveries that a filter finds. */
    DELIVERIES,
    /** Events that never arrived, from Stripe's own list. */
    STRIPE
}
