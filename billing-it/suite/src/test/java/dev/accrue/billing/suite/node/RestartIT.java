package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.Shopper;
import dev.accrue.billing.suite.StripeClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A stop and a start, with the built-in database. */
@Tag("crash")
class RestartIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @TempDir
    Path directory;

    @Test
    void whatWasThereBeforeAStopIsThereAfterTheStart() {
        Node node = nodes.add(Node.host(directory.resolve("data"))).start();
        Server server = node.server();
        Shopper shopper = Shopper.newcomer(server);
        shopper.pay("pm_card_visa");
        await().atMost(SOON).untilAsserted(() -> assertThat(shopper.states()).containsExactly("active", "paid"));
        List<String> subscriptions = shopper.subscriptions();
        server.awaitQuiet();
        String facts = facts(server);

        node.stop();
        node.start();

        Shopper again = Shopper.signedIn(shopper.name(), server);
        assertThat(again.subscriptions()).isEqualTo(subscriptions);
        assertThat(again.states()).containsExactly("active", "paid");
        assertThat(facts(server)).isEqualTo(facts);
        goesOn(server, shopper);
    }

    private static void goesOn(Server server, Shopper shopper) {
        String customer = server.ask(
                        "select customer_id from #customer_owners where owner_id = '" + shopper.name() + "'")
                .get(0);
        assertThat(new StripeClient(server).subscriptions(customer)).isEqualTo(1);
        String event = Events.newId();
        assertThat(server.event(Events.customerUpdated(event, customer)).statusCode())
                .isEqualTo(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                server.ask("select state from #webhook_events where event_id = '" + event + "'"))
                        .containsExactly("PROCESSED"));
    }

    private static String facts(Server server) {
        return server.ask("select id from #ledger_facts order by id").toString();
    }
}
