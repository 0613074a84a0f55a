package dev.accrue.billing.webhook;

/** How the door answers. */
public enum Receipt {
    /** Stored; Stripe may forget it. */
    ACCEPTED,
    /** Stored before; nothing was done again. */
    DUPLICATE,
    /** No proof that Stripe sent it, or not an event. */
    REFUSED,
    /** There is no such endpoint. */
    UNKNOWN_ENDPOINT,
    /** The endpoint has no secret to verify with. */
    MISCONFIGURED,
    /** It could not be stored now; Stripe will send it again. */
    UNAVAILABLE,
    /** The endpoint has as much in hand as it may; nothing was read, Stripe will send it again. */
    OVERLOADED
}
