package dev.accrue.billing.web.security;

/** What somebody may do. The names are those that a host or a server maps its groups to. */
public enum Role {
    /** Sees everything. */
    VIEWER("billing-viewer"),
    /** Changes what concerns one customer, and replays events. */
    OPERATOR("billing-operator"),
    /** Changes what concerns everybody. */
    ADMIN("billing-admin");

    private final String key;

    Role(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }
}
