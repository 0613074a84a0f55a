package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.accrue.billing.processor.fake.wire.Doc;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Events and their way out.
 *
 * @see <a href="https://docs.stripe.com/api/events">Stripe: Events</a>
 * @see <a href="https://docs.stripe.com/webhooks">Stripe: Receive events in your webhook endpoint</a>
 */
class EventsTest {

    private static final String SECRET = "whsec_test";

    private final TestStripe stripe = new TestStripe(
            EventEndpoint.platform("stripe", "http://localhost/webhooks/stripe", SECRET),
            new EventEndpoint("connect", "http://localhost/webhooks/connect", "whsec_connect", true));
    private final Door door = new Door();
    private final EventOutbox outbox = new EventOutbox(stripe.state, stripe.settings, door);

    EventsTest() {
        outbox.deliverDue();
        door.received.clear();
    }

    @Test
    void saysWhatChangedAndWhatItWasBefore() {
        String id = stripe.wire
                .post("/v1/customers", "name", "Ada", "metadata[a]", "1")
                .text("id");

        stripe.wire.post("/v1/customers/" + id, "name", "Grace", "metadata[b]", "2");

        Doc event = stripe.lastEvent("customer.updated");
        assertThat(event.text("data", "object", "name")).isEqualTo("Grace");
        assertThat(event.child("data", "previous_attributes"))
                .isEqualTo(Doc.of("name", "Ada", "metadata", Doc.of("b", null)));
    }

    @Test
    void saysNothingWhenNothingChanged() {
        String id = stripe.wire.post("/v1/customers", "name", "Ada").text("id");

        stripe.wire.post("/v1/customers/" + id, "name", "Ada");

        assertThat(stripe.eventTypes("customer.updated")).isEmpty();
    }

    @Test
    void namesTheRequestThatCausedIt() {
        stripe.wire.with("idempotency-key", "order-7").post("/v1/customers");

        Doc event = stripe.lastEvent("customer.created");

        assertThat(event.text("request", "idempotency_key")).isEqualTo("order-7");
        assertThat(event.text("request", "id")).startsWith("req_");
        assertThat(event.text("api_version")).isEqualTo("2026-07-29.dahlia");
        assertThat(event.has("account")).isFalse();
    }

    @Test
    void listsByTypeAndFamily() {
        stripe.customerWith("pm_card_visa");

        assertThat(stripe.wire.get("/v1/events", "type", "customer.created").children("data"))
                .hasSize(1);
        assertThat(stripe.wire.get("/v1/events", "type", "payment_method.*").children("data"))
                .hasSize(1);
        assertThat(stripe.wire
                        .get("/v1/events", "types[]", "customer.created", "types[]", "customer.updated")
                        .children("data"))
                .hasSize(2);
    }

    @Test
    void arrivesSignedAsTheSdkExpects() throws SignatureVerificationException {
        stripe.wire.post("/v1/customers");

        outbox.deliverDue();

        Received received = door.received.get(0);
        boolean authentic = Webhook.Signature.verifyHeader(received.body(), received.signature(), SECRET, 0);
        assertThat(authentic).isTrue();
        assertThat(received.signature()).startsWith("t=" + stripe.system.now().getEpochSecond() + ",");
        assertThat(Doc.parse(received.body()).text("type")).isEqualTo("customer.created");
    }

    @Test
    void arrivesOnce() {
        stripe.wire.post("/v1/customers");

        assertThat(outbox.deliverDue()).isEqualTo(1);
        assertThat(outbox.deliverDue()).isZero();
        assertThat(stripe.lastEvent("customer.created").number("pending_webhooks"))
                .isZero();
    }

    @Test
    void comesAgainUntilItIsAcknowledged() {
        stripe.wire.post("/v1/customers");
        door.status = 503;
        outbox.deliverDue();

        int tooSoon = outbox.deliverDue();
        door.status = 200;
        stripe.system.move(Duration.ofSeconds(10));
        int inTime = outbox.deliverDue();

        assertThat(new int[] {tooSoon, inTime}).containsExactly(0, 1);
        assertThat(door.received).hasSize(2);
    }

    @Test
    void isKeptAfterThreeDaysAndSentAgainOnRequest() {
        stripe.wire.post("/v1/customers");
        door.broken = true;
        for (int hour = 0; hour < 80; hour++) {
            outbox.deliverDue();
            stripe.system.move(Duration.ofHours(1));
        }
        door.broken = false;
        int byItself = outbox.deliverDue();
        Doc event = stripe.lastEvent("customer.created");

        stripe.wire.post("/_control/events/" + event.text("id") + "/resend");

        assertThat(byItself).isZero();
        assertThat(outbox.deliverDue()).isEqualTo(1);
    }

    @Test
    void ofAConnectedAccountGoesToTheConnectEndpoint() {
        stripe.wire.with("stripe-account", "acct_seller").post("/v1/customers");

        outbox.deliverDue();

        assertThat(door.received)
                .singleElement()
                .satisfies(received -> assertThat(received.url()).endsWith("/connect"));
        assertThat(Doc.parse(door.received.get(0).body()).text("account")).isEqualTo("acct_seller");
    }

    @Test
    void canBeDuplicatedReorderedAndDropped() {
        outbox.follow(DeliveryScript.FAITHFUL.duplicating().reordering().dropping("customer.updated"::equals));
        String id = stripe.wire.post("/v1/customers").text("id");
        stripe.wire.post("/v1/customers/" + id, "name", "Ada");
        stripe.wire.delete("/v1/customers/" + id);

        outbox.deliverDue();

        assertThat(door.received)
                .extracting(received -> Doc.parse(received.body()).text("type"))
                .containsExactly("customer.deleted", "customer.deleted", "customer.created", "customer.created");
    }

    @Test
    void goesToAnEndpointCreatedThroughTheApiToo() throws SignatureVerificationException {
        Doc endpoint = stripe.wire.post(
                "/v1/webhook_endpoints", "url", "http://localhost/other", "enabled_events[]", "product.created");
        stripe.wire.post("/v1/products", "name", "Book");
        stripe.wire.post("/v1/customers");

        outbox.deliverDue();

        List<Received> other = door.received.stream()
                .filter(received -> received.url().endsWith("/other"))
                .toList();
        assertThat(other).hasSize(1);
        assertThat(Webhook.Signature.verifyHeader(
                        other.get(0).body(), other.get(0).signature(), endpoint.text("secret"), 0))
                .isTrue();
        assertThat(stripe.wire
                        .get("/v1/webhook_endpoints")
                        .children("data")
                        .get(0)
                        .has("secret"))
                .isFalse();
    }

    /** What came through the door. */
    private record Received(String url, String body, String signature) {}

    /** Our own webhook door, as far as the outbox sees it. */
    private static final class Door implements EventDelivery {

        private final List<Received> received = new ArrayList<>();
        private int status = 200;
        private boolean broken;

        @Override
        public int post(String url, String body, String signature) throws IOException {
            if (broken) {
                throw new IOException("connection refused");
            }
            received.add(new Received(url, body, signature));
            return status;
        }
    }
}
