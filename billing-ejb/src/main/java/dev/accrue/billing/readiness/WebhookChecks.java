package dev.accrue.billing.readiness;

import static dev.accrue.billing.readiness.Section.WEBHOOKS;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.webhook.Backlog;
import dev.accrue.billing.webhook.EventState;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Section 3: events come in, are believed for good reason, and are worked off. */
@Dependent
class WebhookChecks {

    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration TOO_LATE = Duration.ofMinutes(10);

    private final BillingConfig config;
    private final Backlog backlog;

    @Inject
    WebhookChecks(BillingConfig config, Backlog backlog) {
        this.config = config;
        this.backlog = backlog;
    }

    @Produces
    ReadinessCheck secrets() {
        return ReadinessCheck.of(WEBHOOKS, "webhooks.secrets", () -> {
            List<String> without = config.webhooks().endpoints().stream()
                    .filter(endpoint -> endpoint.secrets().isEmpty())
                    .map(EndpointSettings::name)
                    .toList();
            return Finding.failUnless(
                    without.isEmpty(),
                    without.isEmpty()
                            ? config.webhooks().endpoints().size() + " endpoints, each with a secret"
                            : "without a secret: " + String.join(", ", without),
                    "Copy the whsec_... of each endpoint from Stripe into billing.webhooks.endpoint.<name>.secrets.");
        });
    }

    @Produces
    ReadinessCheck lag() {
        return ReadinessCheck.of(WEBHOOKS, "webhooks.lag", () -> {
            Duration lag = backlog.lag();
            String evidence = backlog.unfinished() + " events wait, the oldest for " + lag.toSeconds() + " s";
            String fix = "See the console for errors; add a node if there are none.";
            if (lag.compareTo(TOO_LATE) > 0) {
                return Finding.fail(evidence, fix);
            }
            return lag.compareTo(LATE) > 0 ? Finding.warn(evidence, fix) : Finding.pass(evidence);
        });
    }

    @Produces
    ReadinessCheck deadEvents() {
        return ReadinessCheck.of(WEBHOOKS, "webhooks.dead", () -> {
            long dead = backlog.events(EventState.DEAD);
            return Finding.failUnless(dead == 0, dead + " events are dead", "Fix what they failed on and replay them.");
        });
    }

    @Produces
    ReadinessCheck deadDeliveries() {
        return ReadinessCheck.of(WEBHOOKS, "webhooks.dead-deliveries", () -> {
            long dead = backlog.deadDeliveries();
            return Finding.failUnless(
                    dead == 0, dead + " deliveries to handlers are dead", "Fix the handler and replay them.");
        });
    }

    @Produces
    ReadinessCheck registered() {
        return ReadinessCheck.of(
                WEBHOOKS,
                "webhooks.registered",
                () -> Finding.notChecked(
                        "whether Stripe knows these endpoints, and at which API version, is not asked",
                        "Compare the endpoints in Stripe's dashboard with billing.webhooks.endpoints."));
    }
}
