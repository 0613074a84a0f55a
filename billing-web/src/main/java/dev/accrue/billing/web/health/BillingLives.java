package dev.accrue.billing.web.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** The process lives if it can say so: nothing that fails outside of it is cured by a restart. */
@Liveness
@ApplicationScoped
public class BillingLives implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("billing");
    }
}
