package dev.accrue.billing.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.harness.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A host gives commands while Stripe's events come late, twice and in whatever order: the same rows are left as
 * somebody has who only listened, and each event and each command is one fact.
 */
class HostCommandsTest {

    private static final List<String> MODES = List.of("coalesce", "always", "payload");
    private static final int LIVES = 10;

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("surroundings")
    void whateverArrivesBetweenCommandsTheSameRowsAreLeft(TestDatabase database, String mode, int lives) {
        try (HostAtWork host = new HostAtWork(database, mode)) {
            for (int seed = 0; seed < lives; seed++) {
                live(host, new Random(seed));
            }
            host.finish(new Random(lives));

            host.assertOneFactEach();
            assertThat(host.rows()).hasSizeGreaterThan(20).isEqualTo(host.rowsOfAListener());
        }
    }

    /** Between two steps of the host any of the events so far arrive, some of them again, and are worked off or not. */
    private static void live(HostAtWork host, Random random) {
        List<Integer> onTheirWay = new ArrayList<>();
        for (Runnable step : host.life()) {
            onTheirWay.addAll(host.take(step));
            Collections.shuffle(onTheirWay, random);
            int arriving = random.nextInt(onTheirWay.size() + 1);
            for (int i = 0; i < arriving; i++) {
                host.hear(onTheirWay.get(i));
                if (random.nextInt(4) == 0) {
                    host.hear(onTheirWay.get(i));
                }
                if (random.nextInt(3) == 0) {
                    host.work();
                }
            }
            onTheirWay.subList(0, arriving).clear();
        }
    }

    static Stream<Arguments> surroundings() {
        return Stream.concat(
                MODES.stream().map(mode -> Arguments.of(TestDatabase.H2, mode, LIVES)),
                Stream.of(Arguments.of(TestDatabase.POSTGRESQL, "coalesce", 3)));
    }
}
