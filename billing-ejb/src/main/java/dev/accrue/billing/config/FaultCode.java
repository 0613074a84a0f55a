package dev.accrue.billing.config;

/**
 * The catalogue of set-up faults. A code is never reused: a retired one stays here, marked so. The section of
 * {@code docs/configuration.md} that explains a fault has the code as its anchor.
 */
public enum FaultCode {
    /** A value is not of the form that the key asks for. */
    UNREADABLE_VALUE("BILLING-DX-001"),
    /** A key that this configuration needs is missing. */
    MISSING_VALUE("BILLING-DX-002"),
    /** {@code prod} was asked to run on the simulator. */
    SIMULATOR_IN_PRODUCTION("BILLING-DX-003"),
    /** {@code prod} was asked to run on H2. */
    H2_IN_PRODUCTION("BILLING-DX-004"),
    /** A webhook endpoint is configured without a secret. */
    ENDPOINT_WITHOUT_SECRET("BILLING-DX-005"),
    /** {@code prod} was given a test key. */
    TEST_KEY_IN_PRODUCTION("BILLING-DX-006"),
    /** The key is not one that Stripe issues for servers. */
    NOT_A_SECRET_KEY("BILLING-DX-007"),
    /** Event keys would be forgotten while Stripe can still resend the event. */
    RETENTION_TOO_SHORT("BILLING-DX-008"),
    /** Two endpoints share a secret, so nobody could tell whose event it is. */
    SHARED_ENDPOINT_SECRET("BILLING-DX-009"),
    /** The named processor does not exist. */
    UNKNOWN_PROCESSOR("BILLING-DX-010"),
    /** The database's schema is not the one that this version needs. */
    SCHEMA_MISMATCH("BILLING-DX-011"),
    /** The datasource does not answer. */
    DATABASE_UNREACHABLE("BILLING-DX-012"),
    /** A live key was given where the profile says this is no production. */
    LIVE_KEY_OUTSIDE_PRODUCTION("BILLING-DX-013");

    private final String id;

    FaultCode(String id) {
        this.id = id;
    }

    /** For example {@code BILLING-DX-001}. */
    public String id() {
        return id;
    }

    /** Where the documentation explains the fault. */
    public String anchor() {
        return "docs/configuration.md#" + id.toLowerCase(java.util.Locale.ROOT);
    }
}
