package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.config.Secret;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How much an endpoint takes in at a time. */
class AdmissionTest {

    private static final int KIBIBYTE = 1024;

    @Test
    void aFullEndpointSaysSoAtOnceAndTheOthersDoNotNotice() {
        try (TestBilling billing = module("2")) {
            Door door = billing.get(Door.class);
            Place first = door.enter("stripe", KIBIBYTE);
            door.enter("stripe", KIBIBYTE);

            assertThat(door.enter("stripe", KIBIBYTE).refusal()).hasValue(Receipt.OVERLOADED);
            assertThat(door.enter("connect", KIBIBYTE).refusal()).isEmpty();

            first.leave();
            assertThat(door.enter("stripe", KIBIBYTE).refusal()).isEmpty();
        }
    }

    @Test
    void bodiesTogetherHave64KibibytesEach() {
        try (TestBilling billing = module("32")) {
            Door door = billing.get(Door.class);
            Place one = door.enter("stripe", Door.LARGEST_BODY);
            door.enter("stripe", Door.LARGEST_BODY);

            assertThat(door.enter("stripe", 1).refusal()).hasValue(Receipt.OVERLOADED);

            one.shrinkTo(KIBIBYTE);
            assertThat(door.enter("stripe", Door.LARGEST_BODY - KIBIBYTE).refusal())
                    .isEmpty();
            assertThat(door.enter("stripe", 1).refusal()).hasValue(Receipt.OVERLOADED);
        }
    }

    @Test
    void theLargestBodyFitsIntoTheSmallestRoom() {
        try (TestBilling billing = module("1")) {
            assertThat(billing.get(Door.class)
                            .enter("stripe", Door.LARGEST_BODY)
                            .refusal())
                    .isEmpty();
        }
    }

    @Test
    void leavingTwiceIsLeavingOnce() {
        try (TestBilling billing = module("1")) {
            Door door = billing.get(Door.class);
            Place place = door.enter("stripe", KIBIBYTE);
            place.leave();
            place.leave();

            assertThat(door.enter("stripe", KIBIBYTE).refusal()).isEmpty();
            assertThat(door.enter("stripe", KIBIBYTE).refusal()).hasValue(Receipt.OVERLOADED);
        }
    }

    @Test
    void whateverBecomesOfARequestItsPlaceIsFreeAfterwards() {
        try (TestBilling billing = module("1")) {
            Door door = billing.get(Door.class);

            for (int i = 0; i < 3; i++) {
                assertThat(billing.hand("stripe", teapot())).isEqualTo(Receipt.ACCEPTED);
                assertThat(door.accept("stripe", "{}".getBytes(StandardCharsets.UTF_8), "t=1,v1=00"))
                        .isEqualTo(Receipt.REFUSED);
            }
        }
    }

    @Test
    void aDatabaseThatKeepsSilentFillsTheRoomAndNotTheMemory() throws Exception {
        try (TestBilling billing = module(TestDatabase.POSTGRESQL, "1")) {
            CompletableFuture<Void> silent = new CompletableFuture<>();
            CompletableFuture<Void> silence = new CompletableFuture<>();
            CompletableFuture<Void> end =
                    CompletableFuture.runAsync(() -> billing.database().doInTransaction(tx -> {
                        tx.update("lock table #webhook_events in access exclusive mode");
                        silent.complete(null);
                        silence.join();
                    }));
            silent.get(20, TimeUnit.SECONDS);
            Door door = billing.get(Door.class);
            byte[] body = teapot().toString().getBytes(StandardCharsets.UTF_8);
            String signature = Signature.header(body, new Secret(TestBilling.SECRET), Instant.now());

            CompletableFuture<Receipt> stored = door.receive(door.enter("stripe", body.length), body, signature)
                    .toCompletableFuture();
            assertThat(stored).isNotDone();
            assertThat(door.enter("stripe", 1).refusal()).hasValue(Receipt.OVERLOADED);

            silence.complete(null);
            end.get(20, TimeUnit.SECONDS);
            assertThat(stored.get(20, TimeUnit.SECONDS)).isEqualTo(Receipt.ACCEPTED);
            assertThat(door.enter("stripe", 1).refusal()).isEmpty();
        }
    }

    private static TestBilling module(String admission) {
        return module(TestDatabase.H2, admission);
    }

    private static TestBilling module(TestDatabase kind, String admission) {
        return TestBilling.on(kind)
                .with("billing.webhooks.endpoints", "stripe,connect")
                .with("billing.webhooks.endpoint.connect.secrets", "whsec_of_the_other")
                .with("billing.webhooks.admission", admission)
                .start();
    }

    private static JsonObject teapot() {
        return Events.full(
                "evt_" + UUID.randomUUID(),
                "teapot.boiled",
                Instant.now(),
                Json.object().add("id", "tp_1").add("object", "teapot").build());
    }
}
