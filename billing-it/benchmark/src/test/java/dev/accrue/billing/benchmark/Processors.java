package dev.accrue.billing.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time that processes have used. On a machine that is not quiet, rates swing and this does not: where both
 * processors are busy, the rate is what the processor time of one event allows. Linux tells; elsewhere nobody asks.
 */
final class Processors {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;

    private final long server;
    private final long database;
    private final long client = ProcessHandle.current().pid();

    /**
     * For a server and its database.
     *
     * @param database the first process of the database; zero when it lives in the server
     */
    Processors(long server, long database) {
        this.server = server;
        this.database = database;
    }

    /** Seconds since each process began. */
    record Used(double server, double database, double client) {

        /** Microseconds for each of so many events since the earlier moment. */
        Used per(double events, Used earlier) {
            return new Used(
                    (server - earlier.server) * 1e6 / events,
                    (database - earlier.database) * 1e6 / events,
                    (client - earlier.client) * 1e6 / events);
        }

        double all() {
            return server + database + client;
        }
    }

    Used used() throws IOException {
        return new Used(seconds(server, false), database == 0 ? 0 : withChildren(database), seconds(client, false));
    }

    private static double withChildren(long parent) throws IOException {
        double sum = seconds(parent, true);
        if (!Files.exists(PROC)) {
            return sum;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                String[] fields = fields(process);
                if (fields.length > 15 && fields[1].equals(String.valueOf(parent))) {
                    sum += ticks(fields, 11) + ticks(fields, 12);
                }
            }
        }
        return sum;
    }

    private static double seconds(long process, boolean andReaped) {
        String[] fields = fields(PROC.resolve(String.valueOf(process)));
        if (fields.length < 16) {
            return Double.NaN;
        }
        double own = ticks(fields, 11) + ticks(fields, 12);
        return andReaped ? own + ticks(fields, 13) + ticks(fields, 14) : own;
    }

    private static double ticks(String[] fields, int index) {
        return Double.parseDouble(fields[index]) / TICKS_PER_SECOND;
    }

    /** What stands behind the name: state, parent, and so on; nothing when the process is gone. */
    private static String[] fields(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }
}
