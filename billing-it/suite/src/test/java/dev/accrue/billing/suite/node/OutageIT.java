package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.Server;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away, and comes back. */
@Tag("crash")
class OutageIT {

    /** The five seconds that Stripe is promised, and some for a machine that starts other servers meanwhile. */
    private static final Duration PROMPTLY = Duration.ofSeconds(8);

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @RegisterExtension
    final Postgres postgres = new Postgres();

    @TempDir
    Path directory;

    @Test
    void whileTheDatabaseIsAwayStripeIsToldToComeBackAndThenWelcomed() {
        Node node = nodes.add(Node.host(directory.resolve("data"))).on(postgres).start();

        postgres.wire().cut();
        sentDuringTheOutageIsTakenAfterIt(node.server());

        postgres.wire().freeze();
        aFloodDuringTheOutageKeepsNobodyElseOut(node.server());
        sentDuringTheOutageIsTakenAfterIt(node.server());
    }

    /** Three times as many events as the server has threads for requests. */
    private void aFloodDuringTheOutageKeepsNobodyElseOut(Server server) {
        List<CompletableFuture<HttpResponse<String>>> flood = IntStream.range(0, 48)
                .mapToObj(i -> server.eventLater(Events.about(Events.newId(), "teapot.boiled", "teapot", "tp_1")))
                .toList();

        assertThat(server.get("api/acme/17").body()).isEqualTo("host's acme/17");
        assertThat(flood).noneMatch(CompletableFuture::isDone);

        assertThat(flood)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(503));
    }

    private void sentDuringTheOutageIsTakenAfterIt(Server server) {
        String id = Events.newId();
        String body = Events.about(id, "teapot.boiled", "teapot", "tp_1");

        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            HttpResponse<String> answer = server.event(body);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROMPTLY);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }

        postgres.wire().mend();
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(server.event(body).statusCode()).isEqualTo(200));
        await().atMost(RECOVERY)
                .untilAsserted(
                        () -> assertThat(server.ask("select state from #webhook_events where event_id = '" + id + "'"))
                                .containsExactly("PROCESSED"));
    }
}
