package dev.accrue.billing.start;

import dev.accrue.billing.telemetry.MeterStore;
import dev.accrue.billing.webhook.Backlog;
import dev.accrue.billing.webhook.EventState;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** The numbers that are asked for when somebody looks, each one bounded query. */
@Dependent
class Gauges {

    @Inject
    Instance<MeterStore> stores;

    @Inject
    Backlog backlog;

    void show() {
        if (stores.isResolvable()) {
            MeterStore store = stores.get();
            store.gauge("billing_webhook_lag_seconds", () -> backlog.lag().toMillis() / 1000);
            store.gauge("billing_webhook_backlog", backlog::unfinished);
            store.gauge("billing_webhook_dead", () -> backlog.events(EventState.DEAD));
        }
    }
}
