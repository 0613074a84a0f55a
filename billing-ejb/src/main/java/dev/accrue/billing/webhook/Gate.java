package dev.accrue.billing.webhook;

import jakarta.enterprise.context.ApplicationScoped;

/** Shut until the schema is up to date: before, the door answers "later" and workers leave the work where it is. */
@ApplicationScoped
public class Gate {

    private volatile boolean open;

    public boolean isOpen() {
        return open;
    }

    public void open() {
        open = true;
    }

    public void shut() {
        open = false;
    }
}
