package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the inbox does not let happen to an event, whoever asks. */
class InboxTest {

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventThatNobodyHasWorkedOnIsNotTakenBackIntoWork(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            UUID event = arrived(billing);

            assertThatThrownBy(() -> again(billing, event))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("evt_1 is RECEIVED and cannot become RECEIVED");

            assertThat(billing.count("webhook_events", "state = 'RECEIVED' and redelivery is null"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventThatIsFinishedIsTakenBackOnce(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            UUID event = arrived(billing);
            billing.drain();

            again(billing, event);

            assertThat(billing.count("webhook_events", "state = 'RECEIVED' and redelivery = 'ALL'"))
                    .isEqualTo(1);
            assertThatThrownBy(() -> again(billing, event)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static UUID arrived(TestBilling billing) {
        var teapot = Json.object().add("id", "tp_1").add("object", "teapot").build();
        assertThat(billing.hand("stripe", Events.full("evt_1", "teapot.boiled", Instant.now(), teapot)))
                .isEqualTo(Receipt.ACCEPTED);
        return billing.database()
                .inTransaction(tx -> tx.find("select id from #webhook_events", row -> row.uuid("id")))
                .orElseThrow();
    }

    private static void again(TestBilling billing, UUID event) {
        Inbox inbox = billing.get(Inbox.class);
        billing.database()
                .doInTransaction(tx -> inbox.again(tx, inbox.lock(tx, event).orElseThrow(), Redelivery.all()));
    }
}
