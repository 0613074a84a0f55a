package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.Measurements;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.WireResponse;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever becomes of an event is counted, by its type. */
class CountingTest {

    private final Measurements measurements = new Measurements();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventIsCountedAsProcessedOnceHoweverOftenItIsSent(TestDatabase kind) {
        try (TestBilling billing = stripeAnswering(kind, 200)) {
            billing.hand("stripe", event("evt_1"));
            billing.hand("stripe", event("evt_1"));
            billing.drain();

            assertThat(counted("processed")).isEqualTo(1);
            assertThat(received("accepted")).isEqualTo(1);
            assertThat(received("duplicate")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anAttemptThatFailsIsCountedAndTheLastOneIsDead(TestDatabase kind) {
        try (TestBilling billing = stripeAnswering(kind, 400)) {
            billing.hand("stripe", event("evt_1"));
            billing.drain();

            assertThat(counted("failed")).isEqualTo(1);
            assertThat(counted("dead")).isZero();

            billing.database()
                    .doInTransaction(
                            tx -> tx.update("update #webhook_events set wake_at = received_at where state = 'FAILED'"));
            billing.drain();

            assertThat(counted("failed")).isEqualTo(1);
            assertThat(counted("dead")).isEqualTo(1);
            assertThat(measurements.of("billing_ops_total", "{event=event_dead}"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsPutOffBecauseStripeAsksToSlowDownIsDeferred(TestDatabase kind) {
        try (TestBilling billing = stripeAnswering(kind, 429)) {
            billing.hand("stripe", event("evt_1"));
            billing.drain();

            assertThat(counted("deferred")).isEqualTo(1);
            assertThat(counted("failed")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsNotActedUponIsIgnoredOnceHoweverOftenItIsSent(TestDatabase kind) {
        try (TestBilling billing = stripeAnswering(kind, 200)) {
            JsonObject live = Json.object(event("evt_1")).add("livemode", true).build();
            billing.hand("stripe", live);
            billing.hand("stripe", live);
            billing.drain();

            assertThat(counted("ignored")).isEqualTo(1);
            assertThat(counted("processed")).isZero();
        }
    }

    private TestBilling stripeAnswering(TestDatabase kind, int status) {
        String body = status == 200
                ? StripeExamples.of("customer").toString()
                : "{\"error\": {\"type\": \"invalid_request_error\", \"message\": \"no\"}}";
        return TestBilling.on(kind)
                .with("billing.webhooks.max-attempts", "2")
                .measuredIn(measurements)
                .wire(simulator -> request -> new WireResponse(status, Map.of("request-id", "req_1"), body))
                .start();
    }

    private static JsonObject event(String id) {
        return Events.full(id, "customer.updated", Instant.now(), StripeExamples.of("customer"));
    }

    private long counted(String result) {
        return measurements.of("billing_webhook_processed_total", "{result=" + result + ", type=customer.updated}");
    }

    private long received(String result) {
        return measurements.of("billing_webhook_received_total", "{endpoint=stripe, result=" + result + "}");
    }
}
