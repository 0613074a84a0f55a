package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.state.JdbcState;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.IdSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The simulator over a database: it outlives its process, and nodes share it. */
class PersistenceTest {

    private final DataSource database = Databases.h2();

    @Test
    void goesOnWhereItWasAfterARestart() {
        TestStripe before = node(1);
        String clock = before.clockAt("2026-01-31T10:00:00Z");
        String customer = before.customerWith("pm_card_visa", "test_clock", clock);
        String subscription = before.subscribe(customer, "price_basic_monthly").text("id");

        TestStripe after = node(2);
        after.advance(clock, "2026-02-28T12:00:00Z");

        Doc renewed = after.wire.get("/v1/subscriptions/" + subscription, "expand[]", "latest_invoice");
        assertThat(renewed.text("latest_invoice", "status")).isEqualTo("paid");
        assertThat(renewed.text("latest_invoice", "billing_reason")).isEqualTo("subscription_cycle");
    }

    @Test
    void actsOnceForOneKeyOnTwoNodes() {
        Wire one = node(1).wire.with("idempotency-key", "order-1");
        Wire two = node(2).wire.with("idempotency-key", "order-1");

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? one : two)
                        .answer("POST", "/v1/customers", "name", "Ada")
                        .status()))
                .toList();

        assertThat(answers).extracting(CompletableFuture::join).contains(200).isSubsetOf(200, 409);
        assertThat(node(3).wire.get("/v1/customers").children("data")).hasSize(1);
    }

    @Test
    void leavesNothingBehindOfARefusedRequest() {
        TestStripe stripe = node(1);
        long events = stripe.events().count();

        stripe.wire.refused("POST", "/v1/customers", "payment_method", "pm_card_chargeDeclined");

        assertThat(stripe.events().count()).isEqualTo(events);
        assertThat(stripe.wire.get("/v1/customers").children("data")).isEmpty();
    }

    private TestStripe node(long seed) {
        return new TestStripe(new JdbcState(database), IdSource.drawnFrom(new Random(seed)));
    }
}
