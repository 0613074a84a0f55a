package dev.accrue.billing.web.api;

import dev.accrue.billing.web.rest.BillingApplication;
import jakarta.ws.rs.ApplicationPath;

/** {@code /billing/api/...}. */
@ApplicationPath("billing/api")
public class ApiApplication extends BillingApplication {

    public ApiApplication() {
        super(
                OperatorsOnly.class,
                ReadinessResource.class,
                MetricsResource.class,
                WebhooksResource.class,
                ReplaysResource.class);
    }
}
