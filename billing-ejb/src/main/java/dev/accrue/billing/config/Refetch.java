package dev.accrue.billing.config;

/** Where the worker takes an object's state from when an event names it. */
public enum Refetch {
    /** One fetch for all events of an object that wait together. */
    COALESCE,
    /** One fetch for every event. */
    ALWAYS,
    /** The event's own body where it is provably the newest, a fetch in doubt. */
    PAYLOAD
}
