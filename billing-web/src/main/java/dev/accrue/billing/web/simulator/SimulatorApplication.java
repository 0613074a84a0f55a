package dev.accrue.billing.web.simulator;

import dev.accrue.billing.web.rest.BillingApplication;
import jakarta.ws.rs.ApplicationPath;

/** {@code /billing/fake-stripe/...}. */
@ApplicationPath("billing/fake-stripe")
public class SimulatorApplication extends BillingApplication {

    public SimulatorApplication() {
        super(SimulatorResource.class);
    }
}
