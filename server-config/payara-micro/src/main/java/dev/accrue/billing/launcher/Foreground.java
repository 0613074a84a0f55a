package dev.accrue.billing.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs a single jar in the foreground of a build, until Ctrl-C, which is a good end and not a failed build.
 *
 * <p>Ctrl-C reaches every process of the terminal, the build as well as the server. Left alone the build would be gone
 * at once, while the server is still stopping. So the build listens for it too, waits until the server has stopped, and
 * then goes on. A server that ends by itself with an error fails the build; it has told the reason already.
 *
 * <p>Nothing but the JDK's own {@code sun.misc.Signal} hears Ctrl-C without ending; the compiler warns of it, and
 * cannot be asked not to.
 */
public final class Foreground {

    /** The first JDK that prints warnings about how the broker's libraries reach memory; a jar cannot ask it not to. */
    private static final int WARNS_OF_UNSAFE = 24;

    private static final Signal CTRL_C = new Signal("INT");

    private final AtomicBoolean asked = new AtomicBoolean();
    private final Process server;

    private Foreground(Process server) {
        this.server = server;
    }

    /** Takes the jar and its options. */
    public static void main(String... command) throws IOException, InterruptedException {
        // Halves the work of a start, at the price of a speed that nobody asks of a demo.
        List<String> line = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            line.add("--sun-misc-unsafe-memory-access=allow");
        }
        line.add("-jar");
        line.addAll(List.of(command));
        Process server = new ProcessBuilder(line).inheritIO().start();
        new Foreground(server).watch();
    }

    private void watch() throws InterruptedException {
        Thread lastResort = new Thread(server::destroy);
        Runtime.getRuntime().addShutdownHook(lastResort);
        SignalHandler before = Signal.handle(CTRL_C, signal -> stop());
        try {
            int status = server.waitFor();
            if (status != 0 && !asked.get()) {
                throw new IllegalStateException("The server ended with status " + status + "; its message is above.");
            }
        } finally {
            Signal.handle(CTRL_C, before);
            Runtime.getRuntime().removeShutdownHook(lastResort);
        }
    }

    /** Asks politely, which does no harm to a server that the terminal has asked already; insists the second time. */
    private void stop() {
        if (asked.getAndSet(true)) {
            server.destroyForcibly();
        } else {
            server.destroy();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
