package dev.accrue.billing.harness;

import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import java.util.function.Consumer;

/** A host's handler that hears everything. */
public record Listener(String name, Consumer<BillingEvent> hears) implements BillingEventHandler {

    @Override
    public boolean handles(String eventType) {
        return true;
    }

    @Override
    public void on(BillingEvent event) {
        hears.accept(event);
    }
}
