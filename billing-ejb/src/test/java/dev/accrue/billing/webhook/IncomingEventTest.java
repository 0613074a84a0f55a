package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.json.MalformedJsonException;
import jakarta.json.JsonValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingEventTest {

    private static final String SNAPSHOT = """
            {"id": "evt_1", "object": "event", "type": "customer.subscription.updated", "livemode": true,
             "api_version": "2026-07-29.dahlia", "created": 1700000000, "account": "acct_1",
             "data": {"object": {"object": "subscription", "id": "sub_1"}}}
            """;
    private static final String THIN = """
            {"id": "evt_2", "object": "v2.core.event", "type": "v1.billing.meter.error_report_triggered",
             "livemode": false, "created": "2026-11-23T12:00:00.123Z", "context": "acct_2",
             "related_object": {"type": "billing.meter", "id": "mtr_1", "url": "/v1/billing/meters/mtr_1"}}
            """;

    @Test
    void aSnapshotEventNamesItsObject() {
        IncomingEvent event = read(SNAPSHOT);

        assertThat(event.id()).isEqualTo("evt_1");
        assertThat(event.type()).isEqualTo("customer.subscription.updated");
        assertThat(event.livemode()).isTrue();
        assertThat(event.connectedAccount()).contains("acct_1");
        assertThat(event.apiVersion()).contains("2026-07-29.dahlia");
        assertThat(event.created()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(event.objectType()).contains("subscription");
        assertThat(event.objectId()).contains("sub_1");
    }

    @Test
    void aThinEventNamesItsRelatedObject() {
        IncomingEvent event = read(THIN);

        assertThat(event.id()).isEqualTo("evt_2");
        assertThat(event.created()).isEqualTo("2026-11-23T12:00:00.123Z");
        assertThat(event.connectedAccount()).contains("acct_2");
        assertThat(event.apiVersion()).isEmpty();
        assertThat(event.objectType()).contains("billing.meter");
        assertThat(event.objectId()).contains("mtr_1");
    }

    @Test
    void aContextThatIsNoAccountIsThePlatforms() {
        assertThat(read(THIN.replace("acct_2", "org_1")).connectedAccount()).isEmpty();
    }

    @Test
    void anApiVersionMayBeNull() {
        assertThat(read(SNAPSHOT.replace("\"2026-07-29.dahlia\"", "null")).apiVersion())
                .isEmpty();
    }

    @Test
    void anObjectMayHaveNoId() {
        IncomingEvent upcoming =
                read(SNAPSHOT.replace(", \"id\": \"sub_1\"", "").replace("\"subscription\"", "\"invoice\""));

        assertThat(upcoming.objectType()).contains("invoice");
        assertThat(upcoming.objectId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "created"})
    void whatEveryEventHasIsAskedFor(String field) {
        assertThatThrownBy(() -> IncomingEvent.of(
                        Json.object(Json.parse(SNAPSHOT)).remove(field).build()))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> IncomingEvent.of(
                        Json.object(Json.parse(THIN)).remove(field).build()))
                .isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type"})
    void aNameThatIsBlankOrEndlessIsNone(String field) {
        var event = Json.parse(SNAPSHOT);

        assertThatThrownBy(() ->
                        IncomingEvent.of(Json.object(event).add(field, " ").build()))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> IncomingEvent.of(
                        Json.object(event).add(field, "x".repeat(256)).build()))
                .isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "1700000000", "\"2026-02-30T00:00:00Z\""})
    void aThinEventsTimeIsATimestamp(String created) {
        assertThatThrownBy(() -> read(THIN.replace("\"2026-11-23T12:00:00.123Z\"", created)))
                .isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1.5", "\"2026-11-23T12:00:00Z\"", "9223372036854775807", "[]"})
    void aSnapshotEventsTimeIsSecondsSinceTheEpoch(String created) {
        assertThatThrownBy(() -> read(SNAPSHOT.replace("1700000000", created)))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void anEmptyObjectIsNoEvent() {
        assertThatThrownBy(() -> IncomingEvent.of(JsonValue.EMPTY_JSON_OBJECT))
                .isInstanceOf(MalformedJsonException.class);
    }

    private static IncomingEvent read(String json) {
        return IncomingEvent.of(Json.parse(json));
    }
}
