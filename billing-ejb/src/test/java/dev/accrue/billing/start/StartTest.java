package dev.accrue.billing.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.Listener;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.webhook.Gate;
import dev.accrue.billing.webhook.Handlers;
import org.junit.jupiter.api.Test;

/** What stops the deployment. */
class StartTest {

    @Test
    void twoHandlersOfOneNameAreRefusedBeforeTheGateOpens() {
        try (TestBilling billing = TestBilling.on(TestDatabase.H2)
                .handling(named("bookkeeper"))
                .handling(named("bookkeeper"))
                .start()) {
            billing.get(Gate.class).shut();

            assertThatThrownBy(start(billing)::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("two event handlers are named bookkeeper");

            assertThat(billing.get(Gate.class).isOpen()).isFalse();
        }
    }

    private static Start start(TestBilling billing) {
        Start start = new Start();
        start.config = billing.get(BillingConfig.class);
        start.database = billing.database();
        start.gate = billing.get(Gate.class);
        start.handlers = billing.get(Handlers.class);
        start.ticks = billing.get(Ticks.class);
        start.gauges = billing.get(Gauges.class);
        return start;
    }

    private static BillingEventHandler named(String name) {
        return new Listener(name, event -> {});
    }
}
