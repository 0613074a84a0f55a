package dev.accrue.billing.suite.node;

import dev.accrue.billing.suite.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes are killed under load at random moments, again and again on the same data. In the end nothing is lost and
 * nothing is doubled. {@code -Dcrash.rounds} says how often, half of them with one node and half with two, and
 * {@code -Dcrash.seed} makes the moments those of an earlier run.
 */
@Tag("crash")
class CrashIT {

    private static final long SEED = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 20);
    private static final System.Logger LOG = System.getLogger(CrashIT.class.getName());

    /** So long a node works before it is killed, at most. */
    private static final int LONGEST_LIFE_MILLIS = 6_000;

    /** A node takes so long to come up, at least; a moment before is one of its start. */
    private static final int START_MILLIS = 7_000;

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @RegisterExtension
    final Postgres postgres = new Postgres();

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {1, 2})
    void nothingIsLostAndNothingIsDoubledHoweverOftenNodesAreKilled(int size) {
        LOG.log(System.Logger.Level.INFO, "-Dcrash.seed=" + SEED + " -Dcrash.rounds=" + ROUNDS);
        Random random = new Random(SEED + size);
        List<Node> all = IntStream.range(0, size)
                .mapToObj(i -> Crashes.node(nodes, directory.resolve("node" + i), postgres)
                        .launch())
                .toList();
        all.forEach(Node::awaitReady);
        List<Server> servers = all.stream().map(Node::server).toList();

        Traffic traffic = new Traffic(SEED, servers);
        try (traffic) {
            for (int round = 0; round < ROUNDS / 2; round++) {
                live(random.nextInt(LONGEST_LIFE_MILLIS));
                killSome(all, random);
            }
        }
        Reckoning reckoning = new Reckoning(postgres, traffic);
        reckoning.nothingAcknowledgedIsLost();
        reckoning.everythingIsThereOnce(servers.get(0));
    }

    /** One of them, or all; now and then one dies once more while it starts. */
    private static void killSome(List<Node> all, Random random) {
        List<Node> victims = random.nextInt(3) == 0 ? all : List.of(all.get(random.nextInt(all.size())));
        victims.forEach(Node::kill);
        victims.forEach(Node::launch);
        if (random.nextInt(4) == 0) {
            live(random.nextInt(START_MILLIS));
            victims.get(0).kill();
            victims.get(0).launch();
        }
        victims.forEach(Node::awaitReady);
    }

    private static void live(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
