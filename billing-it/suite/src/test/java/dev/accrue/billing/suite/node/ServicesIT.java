package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.StripeClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a node stands on is stopped and started under it, while events come in and the host works. */
@Tag("crash")
class ServicesIT {

    private static final long SEED = Long.getLong("crash.seed", 1);
    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration RECOVERY = Duration.ofMinutes(1);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @RegisterExtension
    final Postgres postgres = new Postgres();

    @TempDir
    Path directory;

    @Test
    void aDatabaseThatStopsUnderLoadTakesNothingWithIt() {
        Server server =
                Crashes.node(nodes, directory.resolve("node"), postgres).start().server();

        try (Traffic traffic = new Traffic(SEED, List.of(server))) {
            for (int i = 0; i < 3; i++) {
                pass(A_WHILE);
                postgres.stop();
                pass(A_WHILE);
                postgres.start();
                answersAgain(server);
            }
            reckon(traffic, server);
        }
    }

    /** Ticks come once a minute, so what is processed soon is the broker's doing. */
    @Test
    void aBrokerThatStopsUnderLoadDelaysEventsAndLosesNone() {
        Server server = Crashes.node(nodes, directory.resolve("node"), postgres)
                .with("billing.webhooks.recovery-interval", "PT1M")
                .start()
                .server();

        try (Traffic traffic = new Traffic(SEED, List.of(server))) {
            pass(A_WHILE);
            broker(server, "stop");
            pass(A_WHILE);
            String unheard = isTaken(server);
            broker(server, "start");
            await().atMost(RECOVERY.multipliedBy(2)).until(() -> isProcessed(unheard));
            await().atMost(RECOVERY).until(() -> {
                String event = isTaken(server);
                pass(SOON);
                return isProcessed(event);
            });
            reckon(traffic, server);
        }
    }

    private void reckon(Traffic traffic, Server server) {
        traffic.close();
        Reckoning reckoning = new Reckoning(postgres, traffic);
        reckoning.nothingAcknowledgedIsLost();
        reckoning.everythingIsThereOnce(server);
    }

    private static String isTaken(Server server) {
        String event = Events.newId();
        String body = Events.customerUpdated(event, new StripeClient(server).newCustomer());
        assertThat(server.event(body).statusCode()).isEqualTo(200);
        return event;
    }

    private boolean isProcessed(String event) {
        return postgres.ask("select state from #webhook_events where event_id = '" + event + "'")
                .contains("PROCESSED");
    }

    private static void answersAgain(Server server) {
        await().atMost(RECOVERY)
                .until(() -> server.event(Events.about(Events.newId(), "teapot.boiled", "teapot", "tp_1"))
                                .statusCode()
                        == 200);
    }

    private static void broker(Server server, String action) {
        assertThat(server.get("broker?do=" + action).statusCode()).isEqualTo(200);
    }

    private static void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
