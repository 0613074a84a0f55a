package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.stripe.Stripe;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig.EndpointMode;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.AllProjectors;
import dev.accrue.billing.harness.EventType;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.processor.stripe.StripePaths;
import dev.accrue.billing.webhook.Coverage.Finding;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Stripe is told to send, against what is handled. */
class CoverageTest {

    private static final String ADDRESS = "https://shop.example/billing/webhooks/stripe";
    private static final List<String> ALL = List.of("*");
    private static final Set<String> CAN_BE_ASKED_FOR = StripePaths.eventTypes();
    private static final Set<String> WANTED = wanted(EndpointMode.PLATFORM, List.of());

    /** A handler of the host's for types that begin so. */
    private record Taking(String name, String... beginnings) implements BillingEventHandler {

        @Override
        public boolean handles(String eventType) {
            return Stream.of(beginnings).anyMatch(eventType::startsWith);
        }

        @Override
        public void on(BillingEvent event) {}
    }

    @Test
    void anEndpointThatHearsOfEverythingIsAsItShouldBe() {
        assertThat(findings(endpoint(ADDRESS, "enabled", Stripe.API_VERSION, ALL)))
                .isEmpty();
        assertThat(findings(endpoint(ADDRESS, "enabled", Stripe.API_VERSION, WANTED)))
                .isEmpty();
    }

    @Test
    void aTypeThatNobodySubscribedToIsNamed() {
        assertThat(findings(endpoint(ADDRESS, "enabled", Stripe.API_VERSION, without("invoice.paid"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.fault()).isEqualTo("types");
                    assertThat(finding.detail()).isEqualTo("not subscribed: invoice.paid");
                });
    }

    /** A type that the pinned version cannot ask for cannot be missing. */
    @Test
    void everyTypeThatBecomesRowsIsWantedAndOfTheOthersTheseAlone() {
        Set<String> withRows = EventType.all()
                .filter(type -> !type.thin() && CAN_BE_ASKED_FOR.contains(type.name()))
                .filter(type -> !AllProjectors.rows(Account.platform(false), StripeExamples.orStub(type.object()))
                        .isEmpty())
                .map(EventType::name)
                .collect(Collectors.toSet());
        Set<String> others = new TreeSet<>(WANTED);
        others.removeAll(withRows);

        assertThat(withRows).hasSizeGreaterThan(60);
        assertThat(WANTED).containsAll(withRows);
        assertThat(others)
                .containsExactly(
                        "charge.dispute.closed",
                        "charge.dispute.created",
                        "charge.dispute.funds_reinstated",
                        "charge.dispute.funds_withdrawn",
                        "charge.dispute.updated",
                        "checkout.session.async_payment_failed",
                        "checkout.session.async_payment_succeeded",
                        "checkout.session.completed",
                        "checkout.session.expired",
                        "customer.discount.created",
                        "customer.discount.deleted",
                        "customer.discount.updated",
                        "entitlements.active_entitlement_summary.updated");
    }

    @Test
    void anEndpointOfConnectedAccountsHearsOfAccountsAndPayouts() {
        assertThat(wanted(EndpointMode.CONNECT, List.of()))
                .containsExactlyInAnyOrder(
                        "account.application.authorized",
                        "account.application.deauthorized",
                        "account.updated",
                        "capability.updated",
                        "payout.created",
                        "payout.failed",
                        "payout.paid");
        assertThat(connectFindings(List.of("account.updated", "payout.created", "payout.failed", "payout.paid")))
                .extracting(Finding::endpoint, Finding::detail)
                .containsExactly(tuple(
                        "connect",
                        "not subscribed: account.application.authorized, account.application.deauthorized,"
                                + " capability.updated"));
    }

    @Test
    void whatAHandlerTakesIsWantedWhereItHappens() {
        List<BillingEventHandler> handlers = List.of(new Taking("mailer", "invoice.upcoming", "topup.", "person."));

        assertThat(wanted(EndpointMode.PLATFORM, handlers))
                .contains("topup.created", "topup.failed")
                .doesNotContain("person.updated");
        assertThat(wanted(EndpointMode.CONNECT, handlers))
                .contains("person.created", "person.updated")
                .doesNotContain("topup.created");
    }

    @Test
    void aHandlerThatTakesWhateverComesDoesNotSayWhatItNeeds() {
        assertThat(wanted(EndpointMode.PLATFORM, List.of(new Taking("archive", ""))))
                .isEqualTo(WANTED);
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

    private static Set<String> wanted(EndpointMode mode, List<BillingEventHandler> handlers) {
        return new HandledTypes(new Handlers(handlers))
                .among(CAN_BE_ASKED_FOR, mode)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(String one) {
        Set<String> types = new TreeSet<>(WANTED);
        types.remove(one);
        return types;
    }

    private static List<Finding> connectFindings(List<String> types) {
        return findings(
                endpoint(ADDRESS.replace("/stripe", "/connect"), "enabled", Stripe.API_VERSION, types),
                TestBilling.on(TestDatabase.H2)
                        .with("billing.webhooks.endpoints", "connect")
                        .with("billing.webhooks.endpoint.connect.mode", "connect"));
    }

    private static List<Finding> findings(JsonObject atStripe) {
        return findings(atStripe, TestBilling.on(TestDatabase.H2));
    }

    private static List<Finding> findings(JsonObject atStripe, TestBilling module) {
        JsonObject list = Json.object()
                .add("object", "list")
                .add("has_more", false)
                .add("data", Json.array().add(atStripe))
                .build();
        try (TestBilling billing = module.wire(
                        simulator -> request -> new WireResponse(200, Map.of("request-id", "req_1"), list.toString()))
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
