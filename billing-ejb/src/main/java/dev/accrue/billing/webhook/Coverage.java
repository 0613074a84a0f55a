package dev.accrue.billing.webhook;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares what Stripe is told to send with what this version handles: a type that nobody subscribed to is a change
 * that nobody hears of.
 *
 * @see <a href="https://docs.stripe.com/api/webhook_endpoints/object">Stripe: the webhook endpoint object</a>
 */
@Dependent
public class Coverage {

    private final Processor processor;
    private final HandledTypes handled;
    private final BillingConfig config;

    @Inject
    Coverage(Processor processor, HandledTypes handled, BillingConfig config) {
        this.processor = processor;
        this.handled = handled;
        this.config = config;
    }

    /**
     * Something that is not as it should be.
     *
     * @param endpoint the endpoint's name in our configuration
     * @param fault {@code missing}, {@code disabled}, {@code api_version} or {@code types}
     * @param detail what was found
     * @param fix what to do
     */
    public record Finding(String endpoint, String fault, String detail, String fix) {}

    /**
     * Asks Stripe for its endpoints, and compares each configured one with the one of its path there.
     *
     * @throws dev.accrue.billing.processor.ProcessorException when Stripe did not say
     */
    public List<Finding> look() {
        List<JsonObject> there = processor.listAll(Listing.of(Account.platform(config.livemode()), "webhook_endpoint"));
        List<Finding> findings = new ArrayList<>();
        for (EndpointSettings endpoint : config.webhooks().endpoints()) {
            Optional<JsonObject> match = there.stream()
                    .filter(candidate -> Json.text(candidate, "url")
                            .filter(url -> url.endsWith("/webhooks/" + endpoint.name()))
                            .isPresent())
                    .findFirst();
            match.ifPresentOrElse(
                    found -> compare(endpoint, found, findings),
                    () -> findings.add(new Finding(
                            endpoint.name(),
                            "missing",
                            "Stripe has no endpoint whose address ends with /webhooks/" + endpoint.name(),
                            "create it at Stripe with the address of this deployment")));
        }
        return findings;
    }

    private void compare(EndpointSettings endpoint, JsonObject found, List<Finding> findings) {
        if (!Json.text(found, "status").filter("enabled"::equals).isPresent()) {
            findings.add(new Finding(endpoint.name(), "disabled", "Stripe sends nothing to it", "enable it at Stripe"));
        }
        String version = Json.text(found, "api_version").orElse("");
        if (!version.equals(processor.apiVersion())) {
            findings.add(new Finding(
                    endpoint.name(),
                    "api_version",
                    "its events come at " + (version.isEmpty() ? "the account's standard version" : version),
                    "events of any version are understood; for the least surprise create it at "
                            + processor.apiVersion()));
        }
        List<String> subscribed = Json.texts(found, "enabled_events");
        String silent = handled.among(processor.eventTypes(), endpoint.mode())
                .filter(type -> !subscribed.contains(type))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!subscribed.contains("*") && !silent.isEmpty()) {
            findings.add(new Finding(
                    endpoint.name(),
                    "types",
                    "not subscribed: " + silent,
                    "add them to the endpoint's events at Stripe"));
        }
    }
}
