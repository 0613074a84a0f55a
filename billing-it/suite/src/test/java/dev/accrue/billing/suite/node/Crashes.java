package dev.accrue.billing.suite.node;

import java.nio.file.Path;

/** Nodes that get over a crash soon: whatever waits for a dead one waits for seconds only. */
final class Crashes {

    private Crashes() {}

    static Node node(Nodes nodes, Path data, Postgres postgres) {
        return nodes.add(Node.host(data))
                .on(postgres)
                .with("billing.stripe.connect-timeout", "PT1S")
                .with("billing.stripe.read-timeout", "PT2S")
                .with("billing.stripe.max-retries", "1")
                .with("billing.handlers.timeout", "PT5S")
                .with("billing.webhooks.recovery-interval", "PT2S");
    }
}
