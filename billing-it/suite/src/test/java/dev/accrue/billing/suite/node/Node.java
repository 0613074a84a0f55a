package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A single jar, with a port, a data directory and a configuration; and the process that runs it, while one does. */
final class Node implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(4);

    /** Options of a virtual machine that starts often and does not live long. */
    private static final List<String> SHORT_LIFE =
            List.of("-Xmx400m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private final Path jar;
    private final Path data;
    private final int port = Ports.next();
    private final Map<String, String> configuration = new LinkedHashMap<>();
    private Process process;
    private Path output;

    private Node(Path jar, Path data) {
        this.jar = jar;
        this.data = data;
    }

    /** The host under test as a single jar, at the root. */
    static Node host(Path data) {
        return new Node(SingleJars.host(), data);
    }

    /** The module alone. */
    static Node module(Path data) {
        return new Node(SingleJars.module(), data);
    }

    Node with(String key, String value) {
        configuration.put(key, value);
        return this;
    }

    Node on(Postgres postgres) {
        return with("billing.datasource.url", postgres.url()).with("billing.datasource.user", Postgres.USER);
    }

    /** Starts and waits until it is ready. */
    Node start() {
        launch();
        awaitReady();
        return this;
    }

    /** Starts and does not wait. */
    Node launch() {
        process = launch("--port", String.valueOf(port), "--data", data.toString());
        return this;
    }

    void awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the process ended: " + output() + read(errors()));
            }
            assertThat(output()).contains("Ready after");
        });
    }

    /** Runs with other arguments until it ends. */
    Ended run(String... arguments) {
        Process other = launch(arguments);
        try {
            if (!other.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                other.destroyForcibly();
                throw new IllegalStateException("does not end: " + output());
            }
        } catch (InterruptedException e) {
            other.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Ended(other.exitValue(), output(), read(errors()));
    }

    /** What a run has left: its exit code, standard output and standard error. */
    record Ended(int status, String output, String errors) {}

    private Process launch(String... arguments) {
        List<String> command = new ArrayList<>(List.of(SingleJars.java()));
        command.addAll(SHORT_LIFE);
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(data);
            output = Files.createTempFile(data.getParent(), data.getFileName() + "-", ".out");
            return new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it ended by itself. */
    boolean hasEnded() {
        return !process.isAlive();
    }

    /** What a power cut does. */
    void kill() {
        end(process.destroyForcibly());
    }

    /** Asks it to stop, and waits until it has. */
    void stop() {
        process.destroy();
        end(process);
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the process does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    int port() {
        return port;
    }

    Path data() {
        return data;
    }

    Server server() {
        return Server.atPort(port);
    }

    private String output() {
        return read(output);
    }

    private Path errors() {
        return output.resolveSibling(output.getFileName() + ".err");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
