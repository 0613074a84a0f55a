package dev.accrue.billing.readiness;

/** The sections of the checklist, in its order. */
public enum Section {
    INSTALL(1, "Install pins and upgrades"),
    CONFIG(2, "Runtime secrets and config"),
    WEBHOOKS(3, "Webhooks"),
    TENANCY(4, "Tenancy and billables"),
    TAX(5, "Tax and pricing rollouts"),
    OBSERVABILITY(6, "Observability and operations"),
    TESTING(7, "Testing stance in CI vs live"),
    FINANCE(8, "Finance and compliance boundaries"),
    PORTAL(9, "Customer portal and hosted surfaces"),
    ADMIN(10, "Admin access");

    private final int number;
    private final String title;

    Section(int number, String title) {
        this.number = number;
        this.title = title;
    }

    /** From one to ten. */
    public int number() {
        return number;
    }

    public String title() {
        return title;
    }
}
