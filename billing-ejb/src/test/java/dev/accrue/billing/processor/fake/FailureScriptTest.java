package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Failures to order, from Java and over the wire. */
class FailureScriptTest {

    private final TestStripe stripe = new TestStripe();
    private final Wire wire = stripe.wire;

    @Test
    void strikesAsOftenAsItSaysAndOnlyWhereItSays() {
        stripe.simulator.script(FailureScript.answering(429).times(2).on("POST", "/v1/customers"));

        assertThat(wire.get("/v1/customers").text("object")).isEqualTo("list");
        assertThat(wire.refused("POST", "/v1/customers").text("code")).isEqualTo("rate_limit");
        assertThat(wire.refused("POST", "/v1/customers").number("status")).isEqualTo(429);
        assertThat(wire.post("/v1/customers").text("object")).isEqualTo("customer");
    }

    @Test
    void doesNothingWhenTheConnectionBreaksFirst() {
        stripe.simulator.script(FailureScript.dropBeforeActing());

        assertThatThrownBy(() -> wire.send("POST", "/v1/customers")).isInstanceOf(IOException.class);
        assertThat(wire.get("/v1/customers").children("data")).isEmpty();
    }

    @Test
    void doesEverythingWhenOnlyTheAnswerIsLost() {
        stripe.simulator.script(FailureScript.dropAfterActing());

        assertThatThrownBy(() -> wire.send("POST", "/v1/customers")).isInstanceOf(IOException.class);
        assertThat(wire.get("/v1/customers").children("data")).hasSize(1);
    }

    @Test
    void declinesACardToOrder() {
        stripe.simulator.script(
                FailureScript.answering(402).withCode("lost_card").on("POST", "/v1/subscriptions"));
        String customer = stripe.customerWith("pm_card_visa");

        Doc error = wire.refused(
                "POST", "/v1/subscriptions", "customer", customer, "items[0][price]", "price_basic_monthly");

        assertThat(error.text("type")).isEqualTo("card_error");
        assertThat(error.text("decline_code")).isEqualTo("lost_card");
    }

    /** Stripe gives a server error again to whoever comes back with the same key. */
    @Test
    void remembersAServerErrorUnderItsKey() {
        Wire keyed = wire.with("idempotency-key", "k1");
        stripe.simulator.script(FailureScript.answering(500));

        assertThat(keyed.refused("POST", "/v1/customers").text("type")).isEqualTo("api_error");
        assertThat(keyed.answer("POST", "/v1/customers").status()).isEqualTo(500);
        assertThat(wire.post("/v1/customers").text("object")).isEqualTo("customer");
    }

    @Test
    void isWrittenOverTheWire() {
        wire.post("/_control/failures", "effect", "error", "status", "503", "method", "GET", "path", "/v1/customers/*");

        assertThat(wire.get("/_control/failures").children("data")).hasSize(1);
        assertThat(wire.refused("GET", "/v1/customers/cus_1").number("status")).isEqualTo(503);
        assertThat(wire.get("/_control/failures").children("data")).isEmpty();
    }

    @Test
    void isTakenBackOverTheWire() {
        wire.post("/_control/failures", "effect", "drop_before", "times", "100");

        wire.delete("/_control/failures");

        assertThat(wire.post("/v1/customers").text("object")).isEqualTo("customer");
    }
}
