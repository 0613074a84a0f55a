package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.Stripe;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.webhook.Coverage.Finding;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Stripe is told to send, against what is handled. */
class CoverageTest {

    private static final String ADDRESS = "https://shop.example/billing/webhooks/stripe";
    private static final List<String> ALL = List.of("*");

    @Test
    void anEndpointThatHearsOfEverythingIsAsItShouldBe() {
        assertThat(findings(endpoint(ADDRESS, "enabled", Stripe.API_VERSION, ALL)))
                .isEmpty();
        assertThat(findings(endpoint(ADDRESS, "enabled", Stripe.API_VERSION, HandledTypes.PLATFORM)))
                .isEmpty();
    }

    @Test
    void aTypeThatNobodySubscribedToIsNamed() {
        List<String> types = HandledTypes.PLATFORM.stream()
                .filter(type -> !type.equals("invoice.paid"))
                .collect(Collectors.toList());

        assertThat(findings(endpoint(ADDRESS, "enabled", Stripe.API_VERSION, types)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.fault()).isEqualTo("types");
                    assertThat(finding.detail()).isEqualTo("not subscribed: invoice.paid");
                });
    }

    @Test
    void anotherVersionAndADisabledEndpointAreTold() {
        assertThat(findings(endpoint(ADDRESS, "disabled", "2020-08-27", ALL)))
                .extracting(Finding::fault)
                .containsExactly("disabled", "api_version");
    }

    @Test
    void anEndpointThatStripeDoesNotHaveIsMissing() {
        assertThat(findings(endpoint("https://shop.example/elsewhere", "enabled", Stripe.API_VERSION, ALL)))
                .extracting(Finding::fault)
                .containsExactly("missing");
    }

    private static List<Finding> findings(JsonObject atStripe) {
        JsonObject list = Json.object()
                .add("object", "list")
                .add("has_more", false)
                .add("data", Json.array().add(atStripe))
                .build();
        try (TestBilling billing = TestBilling.on(TestDatabase.H2)
                .wire(simulator -> request -> new WireResponse(200, Map.of("request-id", "req_1"), list.toString()))
                .start()) {
            return billing.get(Coverage.class).look();
        }
    }

    private static JsonObject endpoint(String address, String status, String version, Collection<String> types) {
        JsonArrayBuilder enabled = Json.array();
        types.forEach(enabled::add);
        return Json.object()
                .add("id", "we_1")
                .add("object", "webhook_endpoint")
                .add("url", address)
                .add("status", status)
                .add("api_version", version)
                .add("enabled_events", enabled)
                .build();
    }
}
