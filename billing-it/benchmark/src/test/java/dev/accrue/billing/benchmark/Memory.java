package dev.accrue.billing.benchmark;

import dev.accrue.billing.benchmark.Report.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Many events in a row, and what stays in the heap. */
final class Memory {

    private static final int STEPS = 20;

    private final Parameters parameters;
    private final Report report;

    Memory(Parameters parameters, Report report) {
        this.parameters = parameters;
        this.report = report;
    }

    void run(String where, Server server, Pipeline pipeline, Events events) throws IOException, InterruptedException {
        int step = Math.max(1, parameters.memoryEvents() / STEPS);
        double first = 0;
        double last = 0;
        try (Load load = new Load(parameters.port(), 16)) {
            for (int i = 1; i <= STEPS; i++) {
                load.count(step, new Feed(events, Server.DOOR));
                pipeline.awaitDrained();
                double megabytes = server.heap() / 1e6;
                report.add(where, "heap after collection, MB", megabytes);
                report.add(where, "resident, MB", resident(server));
                if (i <= STEPS / 4) {
                    first += megabytes;
                } else if (i > STEPS - STEPS / 4) {
                    last += megabytes;
                }
            }
        }
        report.add(where, "heap, last quarter to first", last / first, Goal.AT_MOST, 1.1);
    }

    /** Linux tells; elsewhere nobody asks. */
    private static double resident(Server server) throws IOException {
        Path status = Path.of("/proc", String.valueOf(server.process().pid()), "status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1000)
                .findFirst()
                .orElse(Double.NaN);
    }
}
