package dev.accrue.billing.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run is told by system properties; {@code -Dbenchmark.quick} changes the standards to those of a smoke test.
 *
 * @param directory where everything is written
 * @param databases {@code postgresql}, {@code h2}
 * @param sections the parts to run
 * @param runs how often each is measured
 * @param seconds how long each phase is measured
 * @param warmUp how many requests each door gets before anything is measured
 * @param objects how many objects of each type the events are about
 * @param rows how many rows the inbox holds for the growth part
 * @param memoryEvents how many events the memory part sends
 * @param subscriptions how many subscriptions the month's end has
 * @param heap the server's heap
 * @param serverOptions further options of the server's virtual machine
 * @param postgresSettings further settings of PostgreSQL, for example {@code shared_buffers=1GB}
 * @param port the server's port; the next ones are for the database and Stripe's double
 */
record Parameters(
        Path directory,
        List<String> databases,
        Set<String> sections,
        int runs,
        int seconds,
        int warmUp,
        int objects,
        int rows,
        int memoryEvents,
        int subscriptions,
        String heap,
        List<String> serverOptions,
        List<String> postgresSettings,
        int port) {

    static final String PIPELINE = "pipeline";
    static final String DRAIN = "drain";
    static final String GROWTH = "growth";
    static final String MONTH_END = "monthend";
    static final String MEMORY = "memory";

    static Parameters read() {
        boolean quick = System.getProperty("benchmark.quick") != null;
        return new Parameters(
                Path.of(text("directory", "target")).toAbsolutePath(),
                words("databases", "postgresql,h2"),
                new TreeSet<>(words("sections", String.join(",", PIPELINE, GROWTH, MONTH_END, MEMORY))),
                number("runs", quick ? 1 : 3),
                number("seconds", quick ? 3 : 10),
                number("warmup", quick ? 5_000 : 60_000),
                number("objects", 50_000),
                number("rows", quick ? 20_000 : 1_000_000),
                number("memory.events", quick ? 20_000 : 1_000_000),
                number("subscriptions", quick ? 50 : 500),
                text("heap.server", "512m"),
                words("server.options", ""),
                words("postgresql.settings", ""),
                number("port", 18_500));
    }

    private static String text(String name, String standard) {
        return System.getProperty("benchmark." + name, standard);
    }

    private static int number(String name, int standard) {
        return Integer.parseInt(text(name, String.valueOf(standard)));
    }

    private static List<String> words(String name, String standard) {
        return Arrays.stream(text(name, standard).split(","))
                .filter(word -> !word.isBlank())
                .toList();
    }
}
