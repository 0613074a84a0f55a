package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.harness.Broker;
import dev.accrue.billing.harness.Broker.Subscriber;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events that leave for other deployments, by a real broker. */
class TopicOutboxTest {

    private static final Instant BEGIN = Instant.parse("2026-11-01T10:00:00Z");

    private Broker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new Broker(TopicOutbox.TOPIC, Connections.OURS);
    }

    @AfterEach
    void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void tellsWhatHappenedToWhichObject() throws Exception {
        try (TestBilling billing = billing(TestDatabase.H2);
                Subscriber other = broker.subscribe()) {
            happens(billing, "evt_1");
            billing.drain();

            assertThat(other.heard(1)).singleElement().satisfies(message -> {
                JsonObject told = told(message);
                assertThat(told.getString("event")).isEqualTo("evt_1");
                assertThat(told.getString("type")).isEqualTo("teapot.boiled");
                assertThat(told.getString("id")).isEqualTo("tp_1");
                assertThat(told.getString("delivery")).isEqualTo(message.getStringProperty("billing_delivery"));
                assertThat(message.getStringProperty("billing_type")).isEqualTo("teapot.boiled");
            });
        }
    }

    @Test
    void tellsNobodyUnlessItIsSwitchedOn() {
        try (TestBilling billing = TestBilling.on(TestDatabase.H2).start();
                Subscriber other = broker.subscribe()) {
            happens(billing, "evt_1");
            billing.drain();

            assertThat(other.heard(0)).isEmpty();
            assertThat(billing.count("webhook_deliveries", "true")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void tellsNothingThatIsNotCommitted(TestDatabase kind) throws Exception {
        CompletableFuture<Long> committed = new CompletableFuture<>();
        try (TestBilling billing = billing(kind);
                Subscriber other = broker.subscribe()) {
            other.whenHearing(() -> committed.complete(billing.count("webhook_events", "state = 'PROCESSED'")));

            happens(billing, "evt_1");
            billing.drain();

            assertThat(committed.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void tellsEverythingInOrderWhenTheBrokerIsBack(TestDatabase kind) throws Exception {
        try (TestBilling billing = billing(kind)) {
            broker.stop();
            happens(billing, "evt_1");
            billing.drain();
            happens(billing, "evt_2", "evt_3");
            billing.drain();

            assertThat(billing.count("webhook_events", "state = 'PROCESSED'")).isEqualTo(3);
            assertThat(billing.count("webhook_deliveries", "state = 'FAILED' and wake_at > received_at"))
                    .isEqualTo(1);

            broker.start();
            try (Subscriber other = broker.subscribe()) {
                timePasses(billing);
                billing.drain();

                assertThat(other.heard(3))
                        .extracting(message -> told(message).getString("event"))
                        .containsExactly("evt_1", "evt_2", "evt_3");
            }
            assertThat(billing.count("webhook_deliveries", "state <> 'DELIVERED'"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void tellsAgainUnderTheSameIdWhatItTookNoNoteOf(TestDatabase kind) throws Exception {
        try (TestBilling billing = billing(kind);
                Subscriber other = broker.subscribe()) {
            happens(billing, "evt_1");
            billing.drain();
            theProcessEndedBeforeTakingNote(billing);
            billing.drain();

            List<Message> messages = other.heard(2);
            assertThat(messages).hasSize(2);
            assertThat(told(messages.get(1))).isEqualTo(told(messages.get(0)));
        }
    }

    private static JsonObject told(Message message) {
        try {
            return Json.parse(message.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestBilling billing(TestDatabase kind) {
        return TestBilling.on(kind).with("billing.events.topic", "true").start();
    }

    /** Events of one object that nobody has to ask Stripe for, a second apart. */
    private static void happens(TestBilling billing, String... events) {
        var teapot = Json.object().add("id", "tp_1").add("object", "teapot").build();
        for (String event : events) {
            Instant created = BEGIN.plusSeconds(event.charAt(4));
            assertThat(billing.hand("stripe", Events.full(event, "teapot.boiled", created, teapot)))
                    .isEqualTo(Receipt.ACCEPTED);
        }
    }

    private static void theProcessEndedBeforeTakingNote(TestBilling billing) {
        billing.database()
                .doInTransaction(
                        tx -> tx.update("update #webhook_deliveries set state = 'RUNNING', wake_at = ?", BEGIN));
    }

    /** What failed is tried again some time; here, at once. */
    private static void timePasses(TestBilling billing) {
        billing.database()
                .doInTransaction(tx -> tx.update(
                        "update #webhook_deliveries set wake_at = ?",
                        Instant.now().minus(Duration.ofSeconds(1))));
    }
}
