package dev.accrue.billing.suite.host;

import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Keeps books together with the module's record of it. */
@ApplicationScoped
public class AtomicBookkeeper implements BillingEventHandler {

    public static final String NAME = "atomic-bookkeeper";

    @Inject
    Books books;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean handles(String eventType) {
        return Books.concern(eventType);
    }

    @Override
    public void on(BillingEvent event) {
        books.enter(NAME, event);
    }

    @Override
    public boolean atomic() {
        return true;
    }
}
