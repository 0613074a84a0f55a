package dev.accrue.billing.launcher;

import java.io.PrintStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The main class of our single jars.
 *
 * <p>Checks what can be checked, then hands over to the server. Whatever is wrong ends in one message on standard error
 * and the exit code {@value #NOT_STARTED}, with nothing left running.
 */
public final class Launcher {

    private static final int NOT_STARTED = 2;
    private static final String BASE_URL = "billing.demo.base-url";

    private final long startedAt = System.nanoTime();
    private final SingleJar jar;
    private final PrintStream out;

    private Launcher(SingleJar jar, PrintStream out) {
        this.jar = jar;
        this.out = out;
    }

    /** Returns while the server goes on running, or ends the process. */
    public static void main(String... arguments) {
        try {
            new Launcher(SingleJar.running(), System.out).run(Options.parse(arguments));
        } catch (Refusal e) {
            System.err.println(e.getMessage());
            System.exit(NOT_STARTED);
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.exit(NOT_STARTED);
        }
    }

    private void run(Options options) {
        switch (options.task()) {
            case SERVE -> serve(options);
            case READINESS -> System.exit(readiness(options, options.url()));
            case VERSION -> out.println(jar.version());
            case HELP -> out.printf(Options.HELP, jar.path().getFileName());
        }
    }

    private void serve(Options options) {
        DataDirectory data = DataDirectory.claim(options.data());
        LoopbackPort.check(options.port());
        data.occupiedBy(module(options.port()).toString());
        Settings settings = checkedSettings(data);
        OperatorPassword password = OperatorPassword.from(settings);
        if (settings.isDev()) {
            password.announce();
        }
        tellAddress(options.port());
        new Server(jar, data, settings).start(options.port());
        ConsoleLog.release();
        new Welcome(jar, data, settings, password).print(out, options.port(), secondsSinceStart());
    }

    /** Runs the application without its timers and consumers, on a port that nobody knows, just to ask it. */
    private int ownReadiness(Options options) {
        DataDirectory data = DataDirectory.claim(options.data());
        int port = LoopbackPort.anyFree();
        OperatorPassword password = OperatorPassword.mint();
        password.announce();
        System.setProperty("billing.mode", "readiness");
        new Server(jar, data, checkedSettings(data)).start(port);
        return new Readiness(module(port), OperatorPassword.USER, password.value(), options.json()).print(out);
    }

    private int readiness(Options options, @Nullable URI running) {
        if (running == null) {
            return ownReadiness(options);
        }
        return new Readiness(
                        running,
                        environment("BILLING_READINESS_USER"),
                        environment("BILLING_READINESS_PASSWORD"),
                        options.json())
                .print(out);
    }

    private Settings checkedSettings(DataDirectory data) {
        ApplicationConfiguration configuration = ApplicationConfiguration.read(jar, data.runtime());
        configuration.check();
        return configuration.settings();
    }

    /** So that the simulator can post its events before the first visitor comes. */
    private static void tellAddress(int port) {
        if (System.getProperty(BASE_URL) == null) {
            System.setProperty(BASE_URL, module(port).toString());
        }
    }

    private static URI module(int port) {
        return URI.create("http://127.0.0.1:" + port + Welcome.MODULE);
    }

    private static String environment(String name) {
        return System.getenv().getOrDefault(name, "");
    }

    private double secondsSinceStart() {
        return (System.nanoTime() - startedAt) / 1e9;
    }
}
