package dev.accrue.billing.config;

/** Whether this process works, or only looks at its own configuration and data and reports. */
public enum RunMode {
    NORMAL,
    /** No timers, no consumers: the readiness report of a configuration, beside a running system or without one. */
    READINESS
}
