package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.Shopper;
import dev.accrue.billing.suite.StripeClient;
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

/** Two nodes that share a database and nothing else. */
@Tag("process")
class TwoNodesIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @RegisterExtension
    final Postgres postgres = new Postgres();

    @TempDir
    Path directory;

    @Test
    void twoNodesThatStartAtOnceShareTheWorkAndHideNothingFromEachOther() {
        Node first =
                nodes.add(Node.host(directory.resolve("first"))).on(postgres).launch();
        Node second =
                nodes.add(Node.host(directory.resolve("second"))).on(postgres).launch();
        first.awaitReady();
        second.awaitReady();

        eventsThatBothGetTakeEffectOnce(first.server(), second.server());
        whatOneChangesTheOtherSees(first.server(), second.server());
    }

    private static void eventsThatBothGetTakeEffectOnce(Server first, Server second) {
        String customer = new StripeClient(first).newCustomer();
        List<String> events =
                IntStream.range(0, 10).mapToObj(i -> Events.newId()).toList();

        List<CompletableFuture<HttpResponse<String>>> answers = events.stream()
                .map(event -> Events.customerUpdated(event, customer))
                .flatMap(body -> List.of(first.eventLater(body), second.eventLater(body)).stream())
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(first.ask("select count(*) from host_entries"))
                        .containsExactly("20"));
        assertThat(second.ask("select count(*) from host_entries")).containsExactly("20");
        assertThat(second.ask("select count(*), count(distinct cause_id) from #ledger_facts where subject_id = '"
                        + customer + "' and fact_type = 'customer.updated'"))
                .containsExactly("10 10");
        assertThat(second.ask("select distinct state from #webhook_events where object_id = '" + customer
                        + "' and event_type = 'customer.updated'"))
                .containsExactly("PROCESSED");
    }

    private static void whatOneChangesTheOtherSees(Server first, Server second) {
        Shopper here = Shopper.newcomer(first);
        Shopper there = Shopper.signedIn(here.name(), second);
        here.pay("pm_card_visa");
        assertThat(there.states()).contains("active");

        here.cancel();

        assertThat(there.states()).contains("ended").doesNotContain("active");
    }
}
