package dev.accrue.billing.web.health;

import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.webhook.Backlog;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Gate;
import dev.accrue.billing.webhook.WakeUp;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the database answers and the schema is up to date. Backlog and broker are told beside it and never make a
 * node unready: its door still works.
 */
@Readiness
@ApplicationScoped
public class BillingReady implements HealthCheck {

    @Inject
    Gate gate;

    @Inject
    Backlog backlog;

    @Inject
    WakeUp wakeUp;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("billing").withData("migrated", gate.isOpen());
        try {
            return answer.withData("backlog", backlog.unfinished())
                    .withData("dead", backlog.events(EventState.DEAD))
                    .withData("lagSeconds", backlog.lag().toSeconds())
                    .withData("broker", broker())
                    .withData("database", true)
                    .status(gate.isOpen())
                    .build();
        } catch (DatabaseException e) {
            return answer.withData("database", false).down().build();
        }
    }

    private String broker() {
        return wakeUp.lastWasSent().map(sent -> sent ? "up" : "down").orElse("unknown");
    }
}
