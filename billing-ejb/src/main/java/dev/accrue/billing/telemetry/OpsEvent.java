package dev.accrue.billing.telemetry;

/** What an operator wants to be woken for. */
public enum OpsEvent {
    /** An event failed as often as it may. */
    EVENT_DEAD,
    /** A delivery to a handler failed as often as it may. */
    DELIVERY_DEAD,
    /** An operation's outcome is still unknown after three days. */
    OPERATION_UNRESOLVED,
    /** A replay stopped with an error and waits for an operator. */
    REPLAY_FAILED
}
