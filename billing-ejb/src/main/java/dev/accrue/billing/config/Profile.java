package dev.accrue.billing.config;

/** What a deployment is for. Only {@code PROD} may take real money, and it refuses everything that is a toy. */
public enum Profile {
    DEV,
    TEST,
    PROD
}
