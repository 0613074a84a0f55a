package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the self-test says of a way that ends somewhere; the whole way is gone by the suite. */
class SelfTestTest {

    private final AtomicInteger overheard = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theWayEndsAtTheHandlerOfTheTest() throws IOException {
        SelfTest.Report report = run(TestBilling::drain);

        assertThat(report.steps()).extracting(SelfTest.Step::name).endsWith("database", "queue", "handler");
        assertThat(report.passed()).isTrue();
    }

    @Test
    void thatAnotherHandlerHeardOfItProvesNothing() throws IOException {
        SelfTest.Report report = run(billing -> {
            billing.drain();
            billing.database()
                    .doInTransaction(tx -> tx.update(
                            "update #webhook_deliveries set state = 'FAILED' where handler = 'billing-self-test'"));
        });

        assertThat(overheard).hasValue(1);
        assertThat(failed(report)).isEqualTo("handler");
    }

    @Test
    void anEventThatNobodyWorksOffEndsAtTheQueue() throws IOException {
        assertThat(failed(run(billing -> {}))).isEqualTo("queue");
    }

    /** The first that failed is the last. */
    private static String failed(SelfTest.Report report) {
        SelfTest.Step last = report.steps().get(report.steps().size() - 1);
        assertThat(report.steps()).filteredOn(step -> !step.passed()).containsExactly(last);
        return last.name();
    }

    private SelfTest.Report run(Consumer<TestBilling> worker) throws IOException {
        HttpServer address = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (TestBilling billing =
                TestBilling.on(TestDatabase.H2).handling(new Eavesdropper()).start()) {
            address.createContext("/", exchange -> answer(billing, exchange, worker));
            address.start();
            return test(billing)
                    .run(
                            "stripe",
                            URI.create(
                                    "http://127.0.0.1:" + address.getAddress().getPort() + "/"));
        } finally {
            address.stop(0);
        }
    }

    /** Answers when the worker has done what it does, so that no test is a race. */
    private static void answer(TestBilling billing, HttpExchange exchange, Consumer<TestBilling> worker)
            throws IOException {
        Receipt receipt = billing.get(Door.class)
                .accept(
                        "stripe",
                        exchange.getRequestBody().readAllBytes(),
                        exchange.getRequestHeaders().getFirst("Stripe-Signature"));
        worker.accept(billing);
        exchange.sendResponseHeaders(receipt == Receipt.ACCEPTED ? 200 : 400, -1);
        exchange.close();
    }

    /** In a hurry: each look at the clock is a second later than the one before. */
    private SelfTest test(TestBilling billing) {
        Instant begin = Instant.now();
        SelfTest test = new SelfTest();
        test.config = billing.get(BillingConfig.class);
        test.secrets = billing.get(EndpointSecrets.class);
        test.database = billing.get(Database.class);
        test.clock = () -> begin.plus(Duration.ofSeconds(asked.getAndIncrement()));
        return test;
    }

    /** Hears of every event there is. */
    private final class Eavesdropper implements BillingEventHandler {

        @Override
        public String name() {
            return "eavesdropper";
        }

        @Override
        public boolean handles(String eventType) {
            return true;
        }

        @Override
        public void on(BillingEvent event) {
            overheard.incrementAndGet();
        }
    }
}
