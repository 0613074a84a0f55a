package dev.accrue.billing.web.webhook;

import dev.accrue.billing.web.rest.BillingApplication;
import jakarta.ws.rs.ApplicationPath;

/** {@code /billing/webhooks/...}. */
@ApplicationPath(WebhookApplication.PATH)
public class WebhookApplication extends BillingApplication {

    public static final String PATH = "billing/webhooks";

    public WebhookApplication() {
        super(DoorMount.class, WebhookResource.class);
    }
}
