package dev.accrue.billing.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The measured server in a process of its own: the product's launcher with its settings, and our WAR. */
final class Server implements AutoCloseable {

    static final String DOOR = "/billing/webhooks/stripe";
    static final String FLOOR = "/benchmark/floor";

    private static final String FLOOR_TABLE = """
            create table floor_events (
                id          uuid         not null primary key,
                account     varchar(64)  not null,
                livemode    boolean      not null,
                event_id    varchar(255) not null,
                received_at timestamp(6) with time zone not null,
                body        text,
                constraint uq_floor_events_event unique (account, livemode, event_id)
            )""";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    private Server(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts a server on an empty directory, with the database that the properties name. */
    static Server start(Parameters parameters, String name, Map<String, String> properties)
            throws IOException, InterruptedException {
        Path data = parameters.directory().resolve("server-" + name);
        delete(data);
        Files.createDirectories(data);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("-Xmx" + parameters.heap());
        command.addAll(parameters.serverOptions());
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(parameters.directory().resolve("benchmark-micro.jar").toString());
        command.addAll(List.of("--port", String.valueOf(parameters.port()), "--data", data.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("console.txt").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Server server = new Server(parameters.port(), process);
        server.awaitStart(data);
        server.update(FLOOR_TABLE);
        return server;
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void awaitStart(Path data) throws IOException, InterruptedException {
        long limit = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (true) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                process.destroyForcibly();
                throw new IOException("the server did not start; see " + data);
            }
            try {
                heard();
                return;
            } catch (IOException e) {
                Thread.sleep(200);
            }
        }
    }

    Process process() {
        return process;
    }

    long heard() throws IOException {
        return Long.parseLong(get("heard"));
    }

    long heap() throws IOException {
        return Long.parseLong(get("heap"));
    }

    void hold() throws IOException {
        post("hold", "");
    }

    void release() throws IOException {
        post("release", "");
    }

    void wake() throws IOException {
        post("wake", "");
    }

    int update(String... statements) throws IOException {
        return Integer.parseInt(post("update", String.join("\n;\n", statements)));
    }

    List<String[]> query(String sql) throws IOException {
        return post("query", sql).lines().map(line -> line.split("\t", -1)).toList();
    }

    long number(String sql) throws IOException {
        return Long.parseLong(query(sql).get(0)[0]);
    }

    /** Waits until every event is processed and every delivery delivered. */
    void awaitDrained(Sql sql) throws IOException, InterruptedException {
        long limit = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (number(sql.unfinished()) > 0) {
            if (System.nanoTime() > limit) {
                throw new IOException("events are left undone");
            }
            Thread.sleep(200);
        }
    }

    private String get(String what) throws IOException {
        return answer(HttpRequest.newBuilder(control(what)).build());
    }

    private String post(String what, String body) throws IOException {
        return answer(HttpRequest.newBuilder(control(what))
                .POST(BodyPublishers.ofString(body))
                .header("Content-Type", "text/plain")
                .build());
    }

    private URI control(String what) {
        return URI.create("http://127.0.0.1:" + port + "/benchmark/control/" + what);
    }

    private String answer(HttpRequest request) throws IOException {
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
