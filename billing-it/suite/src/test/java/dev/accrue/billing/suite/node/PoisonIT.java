package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.StripeClient;
import dev.accrue.billing.suite.host.Books;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An event that takes down every process that handles it, among others that do no harm. */
@Tag("crash")
class PoisonIT {

    private static final int BYSTANDERS = 6;
    private static final Duration SOON = Duration.ofMinutes(2);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @RegisterExtension
    final Postgres postgres = new Postgres();

    @TempDir
    Path directory;

    @Test
    void aHandlerThatEndsTheProcessIsDeadInTheEndAndEndsNoMore() {
        Node node = Crashes.node(nodes, directory.resolve("node"), postgres)
                .with("billing.handlers.timeout", "PT1S")
                .with("billing.webhooks.max-attempts", "2");
        Server server = node.start().server();
        String customer = new StripeClient(server).newCustomer();
        String poison = Events.newId(Books.ENDS_THE_PROCESS);
        List<String> bystanders =
                Stream.generate(Events::newId).limit(BYSTANDERS).toList();
        StripeClient stripe = new StripeClient(server);
        bystanders.forEach(event -> take(server, event, stripe.newCustomer()));
        take(server, poison, customer);

        int ended = 0;
        while (!isDead(poison)) {
            await().atMost(SOON).until(() -> node.hasEnded() || isDead(poison));
            if (node.hasEnded()) {
                ended++;
                node.start();
            }
        }

        assertThat(ended)
                .as("two handlers, two attempts each, of which they shared the first")
                .isEqualTo(3);
        String later = Events.newId();
        take(server, later, customer);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(deliveries(later)).isEqualTo("DELIVERED DELIVERED");
            assertThat(bystanders)
                    .allSatisfy(event -> assertThat(deliveries(event)).isEqualTo("DELIVERED DELIVERED"));
        });
        assertThat(deliveries(poison)).isEqualTo("DEAD DEAD");
        assertThat(node.hasEnded()).isFalse();
    }

    private static void take(Server server, String event, String customer) {
        assertThat(server.event(Events.customerUpdated(event, customer)).statusCode())
                .isEqualTo(200);
    }

    private boolean isDead(String event) {
        return deliveries(event).equals("DEAD DEAD");
    }

    private String deliveries(String event) {
        return String.join(
                " ",
                postgres.ask("select d.state from #webhook_deliveries d join #webhook_events e on e.id = d.event_row"
                        + " where e.event_id = '" + event + "'"));
    }
}
