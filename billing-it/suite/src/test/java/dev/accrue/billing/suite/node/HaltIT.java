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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves behind that is killed at the worst moment, and what the next one makes of it. */
@Tag("crash")
class HaltIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @RegisterExtension
    final Postgres postgres = new Postgres();

    @TempDir
    Path directory;

    @Test
    void anEventThatWasStoredAndNotYetProcessedIsProcessedOnceAfterwards() {
        Node node = nodes.add(Node.host(directory.resolve("data"))).with("billing.webhooks.settle", "PT20S");
        Server server = node.start().server();
        String customer = new StripeClient(server).newCustomer();
        String event = Events.newId();

        assertThat(server.event(Events.customerUpdated(event, customer)).statusCode())
                .isEqualTo(200);
        assertThat(state(server, event)).containsExactly("RECEIVED");
        node.kill();

        node.with("billing.webhooks.settle", "PT0S").start();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(entries(server, event)).containsExactly("atomic-bookkeeper", "bookkeeper"));
        assertThat(state(server, event)).containsExactly("PROCESSED");
        assertThat(server.ask("select count(*) from #ledger_facts where cause_id = '" + event + "'"))
                .containsExactly("1");
    }

    /** Stripe's first answer gets lost; while the second is waited for, Stripe has acted and we know nothing. */
    @Test
    void aSubscriptionThatStripeMadeAndWeDidNotWriteDownIsFoundAfterwards() {
        Node node = nodes.add(Node.host(directory.resolve("data")))
                .on(postgres)
                .with("billing.stripe.connect-timeout", "PT1S")
                .with("billing.stripe.read-timeout", "PT1S")
                .with("billing.stripe.max-retries", "1")
                .with("billing.webhooks.recovery-interval", "PT1S");
        Server server = node.start().server();
        StripeClient stripe = new StripeClient(server);
        Shopper shopper = Shopper.newcomer(server);
        stripe.fail("drop_after", "POST", "/v1/subscriptions");
        stripe.fail("wait", "POST", "/v1/subscriptions", "millis", "600000");

        CompletableFuture.runAsync(() -> shopper.pay("pm_card_visa"));
        await().atMost(SOON).until(() -> subscriptionsAtStripe(server, stripe, shopper) == 1);
        assertThat(operation(server, shopper))
                .as("nobody concluded it; a tick may have asked already")
                .hasSize(1)
                .isSubsetOf("STARTED", "UNKNOWN");
        node.kill();

        node.start();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(operation(server, shopper)).containsExactly("DONE"));
        Shopper again = Shopper.signedIn(shopper.name(), server);
        // the killed node's parcels stay its own for a minute at the simulator
        await().atMost(SOON.multipliedBy(3))
                .untilAsserted(() -> assertThat(again.states()).containsExactly("active", "paid"));
        assertThat(again.subscriptions()).hasSize(1);
        assertThat(subscriptionsAtStripe(server, stripe, shopper)).isEqualTo(1);
        assertThat(server.ask("select count(*) from #ledger_facts where cause_type = 'OPERATION' and subject_id = '"
                        + again.subscriptions().get(0) + "'"))
                .containsExactly("1");
    }

    private static List<String> state(Server server, String event) {
        return server.ask("select state from #webhook_events where event_id = '" + event + "'");
    }

    private static List<String> entries(Server server, String event) {
        return server.ask("select written_by from host_entries where event_id = '" + event + "' order by written_by");
    }

    private static List<String> operation(Server server, Shopper shopper) {
        return server.ask("select o.state from #operations o join #customer_owners w on w.customer_id = o.subject_id"
                + " where w.owner_id = '" + shopper.name() + "'");
    }

    private static int subscriptionsAtStripe(Server server, StripeClient stripe, Shopper shopper) {
        return server.ask("select customer_id from #customer_owners where owner_id = '" + shopper.name() + "'").stream()
                .mapToInt(stripe::subscriptions)
                .sum();
    }
}
