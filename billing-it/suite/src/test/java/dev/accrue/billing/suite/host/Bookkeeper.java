package dev.accrue.billing.suite.host;

import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Keeps books in a transaction of its own. */
@ApplicationScoped
public class Bookkeeper implements BillingEventHandler {

    public static final String NAME = "bookkeeper";

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
}
