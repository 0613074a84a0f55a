package dev.accrue.billing.readiness;

/** The sections of the checklist, in its order. */
public enum Section {
    INSTALL("Install pins and upgrades"),
    CONFIG("Runtime secrets and config"),
    WEBHOOKS("Webhooks"),
    TENANCY("Tenancy and billables"),
    TAX("Tax and pricing rollouts"),
    OBSERVABILITY("Observability and operations"),
    TESTING("Testing stance in CI vs live"),
    FINANCE("Finance and compliance boundaries"),
    PORTAL("Customer portal and hosted surfaces"),
    ADMIN("Admin access");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** From one to ten. */
    public int number() {
        return ordinal() + 1;
    }

    public String title() {
        return title;
    }
}
