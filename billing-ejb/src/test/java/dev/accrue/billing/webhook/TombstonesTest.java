package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.processor.stripe.ExampleWire;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What makes an object deleted in the mirror, and what does not. */
class TombstonesTest {

    private static final Account PLATFORM = Account.platform(false);

    /** Later than every answer, which this Stripe gives at the machine's time. */
    private static final Instant HAPPENED = Instant.now().plusSeconds(3600);

    private enum Answer {
        EXAMPLE,
        DELETED,
        NOT_FOUND
    }

    private final ExampleWire examples = new ExampleWire(0);
    private Answer answer = Answer.EXAMPLE;
    private TestBilling billing;
    private int events;

    @BeforeEach
    void start() {
        billing =
                TestBilling.on(TestDatabase.H2).wire(simulator -> this::answer).start();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    void anAnswerThatSaysDeletedIsADeletion() {
        hand("customer.updated", "customer", "cus_1", 0);
        answer = Answer.DELETED;
        hand("customer.updated", "customer", "cus_1", 5);

        assertThat(row("customer", "cus_1").deleted()).isTrue();
        assertThat(raw("customer", "cus_1")).isPresent();
        assertThat(billing.count("customers", "id = 'cus_1' and deleted_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void anObjectsOwnDeleteEventIsADeletionAndNeedsNoFetch() {
        hand("customer.deleted", "customer", "cus_1", 0);

        assertThat(row("customer", "cus_1").deleted()).isTrue();
        assertThat(examples.paths()).isEmpty();
        assertThat(billing.count("customers", "id = 'cus_1' and deleted_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void whateverWasHeardBeforeADeletedObjectEndsInTheSameRows() {
        hand("customer.created", "customer", "cus_1", 0);
        hand("customer.deleted", "customer", "cus_1", 5);
        List<String> inOrder = billing.extracts().lines();
        stop();
        start();
        hand("customer.deleted", "customer", "cus_1", 5);
        hand("customer.created", "customer", "cus_1", 0);

        assertThat(billing.extracts().lines()).isEqualTo(inOrder);
        assertThat(inOrder).hasSize(1);
    }

    @Test
    void aBareNotFoundIsAFailureThatIsCountedAndTriedAgain() {
        hand("customer.updated", "customer", "cus_1", 0);
        answer = Answer.NOT_FOUND;
        hand("customer.updated", "customer", "cus_1", 5);

        assertThat(row("customer", "cus_1").deleted()).isFalse();
        assertThat(billing.count("customers", "id = 'cus_1' and deleted_at is null"))
                .isEqualTo(1);
        assertThat(billing.count("webhook_events", "state = 'FAILED' and last_error is not null and attempts > 0"))
                .isEqualTo(1);
    }

    @Test
    void eventsThatFailedWaitNoLongerWhenTheDeletionArrives() {
        answer = Answer.NOT_FOUND;
        hand("invoiceitem.created", "invoiceitem", "ii_1", 0);
        hand("invoiceitem.deleted", "invoiceitem", "ii_1", 5);

        assertThat(billing.count("webhook_events", "state = 'PROCESSED'")).isEqualTo(2);
        assertThat(billing.get(Ledger.class).timeline(new ObjectKey(PLATFORM, "invoiceitem", "ii_1"), 10))
                .extracting(fact -> fact.type())
                .containsExactly("invoiceitem.created", "invoiceitem.deleted");
    }

    @Test
    void eventsAboutADeletedObjectStillBecomeFacts() {
        hand("customer.deleted", "customer", "cus_1", 0);
        hand("customer.updated", "customer", "cus_1", 5);

        assertThat(row("customer", "cus_1").deleted()).isTrue();
        assertThat(examples.paths()).isEmpty();
        assertThat(billing.get(Ledger.class).timeline(new ObjectKey(PLATFORM, "customer", "cus_1"), 10))
                .hasSize(2);
    }

    @Test
    void aSubscriptionThatIsDeletedWasCancelled() {
        hand("customer.subscription.deleted", "subscription", "sub_1", 0);

        assertThat(row("subscription", "sub_1").deleted()).isFalse();
        assertThat(examples.paths()).containsExactly("/v1/subscriptions/sub_1");
    }

    @Test
    void aSourceThatLeftItsCustomerIsStillThere() {
        hand("customer.source.deleted", "source", "src_1", 0);

        assertThat(row("source", "src_1").deleted()).isFalse();
    }

    @Test
    void aProductThatIsMadeAgainUnderItsOldIdLives() {
        hand("product.created", "product", "prod_mine", 0);
        hand("product.deleted", "product", "prod_mine", 5);
        assertThat(row("product", "prod_mine").deleted()).isTrue();

        hand("product.created", "product", "prod_mine", 10);

        assertThat(row("product", "prod_mine").deleted()).isFalse();
        assertThat(billing.count("products", "deleted_at is null")).isEqualTo(1);
    }

    @Test
    void aLateDeletionDoesNotKillWhatWasMadeAgainSince() {
        hand("product.created", "product", "prod_mine", 10);
        hand("product.deleted", "product", "prod_mine", 5);

        assertThat(row("product", "prod_mine").deleted()).isFalse();
        assertThat(billing.count("webhook_events", "state = 'PROCESSED'")).isEqualTo(2);
    }

    private void hand(String type, String objectType, String id, int seconds) {
        JsonObject object = StripeExamples.withId(StripeExamples.of(objectType), id);
        billing.hand("stripe", Events.full("evt_" + events++, type, HAPPENED.plusSeconds(seconds), object));
        billing.drain();
    }

    private MirrorRow row(String type, String id) {
        ObjectKey key = new ObjectKey(PLATFORM, type, id);
        return billing.database()
                .inTransaction(tx -> billing.get(Mirror.class).find(tx, key))
                .orElseThrow();
    }

    private Optional<JsonObject> raw(String type, String id) {
        ObjectKey key = new ObjectKey(PLATFORM, type, id);
        return billing.database().inTransaction(tx -> billing.get(Mirror.class).raw(tx, key));
    }

    private WireResponse answer(WireRequest request) {
        return switch (answer) {
            case EXAMPLE -> examples.send(request);
            case NOT_FOUND -> new WireResponse(404, Map.of("request-id", "req_1"), examples.notFound());
            case DELETED ->
                new WireResponse(
                        200,
                        Map.of("request-id", "req_1"),
                        Json.object()
                                .add(
                                        "id",
                                        request.path().substring(request.path().lastIndexOf('/') + 1))
                                .add("object", "customer")
                                .add("deleted", true)
                                .build()
                                .toString());
        };
    }
}
