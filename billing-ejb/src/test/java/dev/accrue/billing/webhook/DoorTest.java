package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.time.SystemClock;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the door does with an event that it cannot act upon, and with one that it cannot take. */
class DoorTest {

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventOfAConnectedAccountAtAPlatformEndpointIsKeptAndIgnoredForThatReason(TestDatabase kind) {
        try (TestBilling billing = module(kind)) {
            assertThat(billing.hand("stripe", Events.in("acct_1", event("evt_1"))))
                    .isEqualTo(Receipt.ACCEPTED);
            billing.drain();

            assertThat(billing.count("webhook_events", "state = 'IGNORED' and reason = 'account_mismatch'"))
                    .isEqualTo(1);
            assertThat(billing.count("ledger_facts", "cause_type = 'EVENT'")).isZero();
            assertThat(billing.count("customers", "1 = 1")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theSameEventAtAConnectEndpointIsActedUpon(TestDatabase kind) {
        try (TestBilling billing = module(kind)) {
            assertThat(billing.hand("connect", Events.in("acct_1", event("evt_1"))))
                    .isEqualTo(Receipt.ACCEPTED);

            assertThat(billing.count("webhook_events", "state = 'RECEIVED' and reason is null"))
                    .isEqualTo(1);
        }
    }

    @Test
    void behindAClosedGateNothingIsReadAndStripeIsToComeBack() {
        try (TestBilling billing = module(TestDatabase.H2)) {
            billing.get(Gate.class).shut();

            assertThat(billing.get(Door.class).enter("stripe", 1).refusal()).hasValue(Receipt.UNAVAILABLE);
            assertThat(billing.hand("stripe", event("evt_1"))).isEqualTo(Receipt.UNAVAILABLE);
            assertThat(billing.count("webhook_events", "1 = 1")).isZero();

            billing.get(Gate.class).open();
            assertThat(billing.hand("stripe", event("evt_1"))).isEqualTo(Receipt.ACCEPTED);
        }
    }

    @Test
    void anEndpointWithoutASecretIsMisconfiguredWhateverComes() {
        try (TestBilling billing = module(TestDatabase.H2)) {
            Door door = withoutSecrets(billing);

            assertThat(door.accept("stripe", body(event("evt_1")), "t=1,v1=00")).isEqualTo(Receipt.MISCONFIGURED);
            assertThat(billing.count("webhook_events", "1 = 1")).isZero();
        }
    }

    private static TestBilling module(TestDatabase kind) {
        return TestBilling.on(kind)
                .with("billing.webhooks.endpoints", "stripe,connect")
                .with("billing.webhooks.endpoint.connect.mode", "connect")
                .with("billing.webhooks.endpoint.connect.secrets", "whsec_of_connect")
                .start();
    }

    /** The endpoint has none, its source has none, and where Stripe signs none is minted. */
    private static Door withoutSecrets(TestBilling billing) {
        BillingConfig stripeSigns = config(Map.of(
                "billing.processor", "stripe",
                "billing.stripe.secret-key", "sk_test_1",
                "billing.webhooks.endpoint.stripe.secrets", "whsec_of_stripe"));
        SystemClock clock = billing.get(SystemClock.class);
        return new Door(
                config(Map.of()),
                new EndpointSecrets(stripeSigns, endpoint -> List.of(), clock),
                billing.get(Admission.class),
                billing.get(Intake.class),
                billing.get(Gate.class),
                billing.get(WakeUp.class),
                clock,
                billing.get(Meters.class));
    }

    private static BillingConfig config(Map<String, String> settings) {
        return ConfigReader.read(key -> Optional.ofNullable(settings.get(key)));
    }

    private static JsonObject event(String id) {
        return Events.full(id, "customer.updated", Instant.now(), StripeExamples.of("customer"));
    }

    private static byte[] body(JsonObject event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
