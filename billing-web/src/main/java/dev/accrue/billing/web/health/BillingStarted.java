package dev.accrue.billing.web.health;

import dev.accrue.billing.webhook.Gate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started when the schema is up to date and the gate open. */
@Startup
@ApplicationScoped
public class BillingStarted implements HealthCheck {

    @Inject
    Gate gate;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("billing").status(gate.isOpen()).build();
    }
}
