package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code billing-micro.jar} on the command line. */
@Tag("process")
class LauncherIT {

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @TempDir
    Path directory;

    @Test
    void aDemoIsNotReadyForProductionAndSaysSoInTenSections() {
        Node.Ended report = Node.module(directory.resolve("data"))
                .run(
                        "--readiness",
                        "--json",
                        "--data",
                        directory.resolve("data").toString());

        assertThat(report.status()).as(report.errors()).isEqualTo(1);
        assertThat(Json.parse(report.output()).getJsonArray("sections")).hasSize(10);
    }

    @Test
    void aDirectoryOrAPortThatIsInUseIsSaidToBe() {
        Node running = nodes.add(Node.module(directory.resolve("data"))).start();
        Node other = Node.module(directory.resolve("other"));

        Node.Ended sameData = other.run("--readiness", "--data", running.data().toString());
        Node.Ended samePort = other.run(
                "--port", String.valueOf(running.port()), "--data", other.data().toString());

        assertThat(sameData.status()).isEqualTo(2);
        assertThat(sameData.errors())
                .startsWith("BILLING-DX-905")
                .contains("in use by another instance", String.valueOf(running.port()));
        assertThat(samePort.status()).isEqualTo(2);
        assertThat(samePort.errors()).startsWith("BILLING-DX-902").contains(String.valueOf(running.port()));
    }

    @Test
    void everyFaultOfAConfigurationIsSaidAtOnce() {
        Node.Ended refused = Node.module(directory.resolve("data"))
                .with("billing.profile", "holiday")
                .with("billing.webhooks.settle", "soon")
                .with("billing.stripe.max-retries", "many")
                .with("billing.webhooks.retention.key", "P1D")
                .run("--data", directory.resolve("data").toString());

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors())
                .contains(
                        "billing.profile",
                        "billing.webhooks.settle",
                        "billing.stripe.max-retries",
                        "billing.webhooks.retention.key")
                .doesNotContain("\tat ");
    }
}
