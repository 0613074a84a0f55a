package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.processor.fake.wire.Doc;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe: Idempotent requests</a> */
class IdempotencyTest {

    private final TestStripe stripe = new TestStripe();
    private final Wire wire = stripe.wire.with("idempotency-key", "order-1");

    @Test
    void answersTheSameRequestWithTheSameAnswer() {
        WireResponse first = wire.answer("POST", "/v1/customers", "name", "Ada");
        WireResponse second = wire.answer("POST", "/v1/customers", "name", "Ada");

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers()).containsEntry("idempotent-replayed", "true");
        assertThat(first.headers()).doesNotContainKey("idempotent-replayed");
        assertThat(stripe.wire.get("/v1/customers").children("data")).hasSize(1);
    }

    @Test
    void refusesAnotherRequestUnderTheSameKey() {
        wire.post("/v1/customers", "name", "Ada");

        Doc error = wire.refused("POST", "/v1/customers", "name", "Grace");

        assertThat(error.number("status")).isEqualTo(400);
        assertThat(error.text("type")).isEqualTo("idempotency_error");
    }

    @Test
    void remembersADeclinedCard() {
        String customer = stripe.customerWith("pm_card_visa");
        String[] attach = {"customer", customer};

        WireResponse first = wire.answer("POST", "/v1/payment_methods/pm_card_chargeDeclined/attach", attach);
        WireResponse second = wire.answer("POST", "/v1/payment_methods/pm_card_chargeDeclined/attach", attach);

        assertThat(first.status()).isEqualTo(402);
        assertThat(second.headers()).containsEntry("idempotent-replayed", "true");
    }

    @Test
    void forgetsARequestThatWasNotValid() {
        wire.refused("POST", "/v1/products", "colour", "green");

        assertThat(wire.post("/v1/products", "name", "Book").text("object")).isEqualTo("product");
    }

    @Test
    void forgetsKeysAfterADay() {
        String first = wire.post("/v1/customers", "name", "Ada").text("id");

        stripe.system.move(Duration.ofHours(25));

        assertThat(wire.post("/v1/customers", "name", "Ada").text("id")).isNotEqualTo(first);
    }

    @Test
    void givesTheLostAnswerToTheRetry() {
        stripe.simulator.script(FailureScript.dropAfterActing().on("POST", "/v1/customers"));

        assertThatThrownBy(() -> wire.send("POST", "/v1/customers", "name", "Ada"))
                .isInstanceOf(IOException.class);
        WireResponse retry = wire.answer("POST", "/v1/customers", "name", "Ada");

        assertThat(retry.headers()).containsEntry("idempotent-replayed", "true");
        assertThat(stripe.wire.get("/v1/customers").children("data")).hasSize(1);
    }

    @Test
    void tellsASecondRequestToWaitWhileTheFirstIsUnderWay() throws Exception {
        stripe.simulator.script(FailureScript.waiting(Duration.ofMillis(500)).on("POST", "/v1/customers"));

        CompletableFuture<WireResponse> first =
                CompletableFuture.supplyAsync(() -> wire.answer("POST", "/v1/customers", "name", "Ada"));
        WireResponse second = wire.answer("POST", "/v1/customers", "name", "Ada");

        assertThat(new int[] {first.get().status(), second.status()}).containsExactlyInAnyOrder(200, 409);
    }

    @Test
    void ignoresTheKeyOfAReadingRequest() {
        assertThat(wire.answer("GET", "/v1/customers").headers()).doesNotContainKey("idempotency-key");
        assertThat(wire.post("/v1/customers").text("object")).isEqualTo("customer");
    }
}
