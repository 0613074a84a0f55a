package dev.accrue.billing.launcher;

import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Payara Micro with the settings of this product: one loopback port, no cluster, no calls home, quiet.
 *
 * <p>What never changes stands in {@code MICRO-INF/pre-boot-commands.txt} of the jar; what depends on the
 * configuration, which is the database and the log, is written into the data directory at each start. Secrets are in
 * neither: the commands name the configuration keys, and the server looks them up.
 */
final class Server {

    private static final String BROKER = "billing-artemis";

    /** Held, because a logger that nobody holds forgets its filter. */
    private static final List<Logger> SILENCED = new ArrayList<>();

    private final SingleJar jar;
    private final DataDirectory data;
    private final Settings settings;

    Server(SingleJar jar, DataDirectory data, Settings settings) {
        this.jar = jar;
        this.data = data;
        this.settings = settings;
    }

    /** Starts everything and returns when the application answers, or refuses with the application's own reason. */
    void start(int port) {
        try {
            boot(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void boot(int port) throws IOException {
        setProperties();
        PrintStream err = System.err;
        PrintStream file = new PrintStream(Files.newOutputStream(data.output()), true, StandardCharsets.UTF_8);
        System.setErr(file);
        System.setOut(file);
        try {
            checkStarted(launch(
                    "--port",
                    String.valueOf(port),
                    "--nohazelcast",
                    "--disablephonehome",
                    "--unpackdir",
                    data.runtime().toString(),
                    "--prebootcommandfile",
                    databaseCommands().toString()));
        } finally {
            System.setErr(err);
            stopQuietly();
        }
    }

    private void setProperties() throws IOException {
        setProperty("java.util.logging.config.file", logging().toString());
        setProperty("com.sun.enterprise.connectors.inbound.ramid", BROKER);
        setProperty("billing.h2.url", h2Url());
        // Whom to trust is a matter of this machine's JDK, not of the list that the server was shipped with.
        Path trusted = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        if (Files.isReadable(trusted)) {
            setProperty("javax.net.ssl.trustStore", trusted.toString());
        }
    }

    private void checkStarted(PayaraMicroRuntime runtime) {
        ConsoleLog.applicationFailure().ifPresent(reason -> {
            throw notStarted(reason);
        });
        String application = jar.application().replaceAll("\\.war$", "");
        if (!runtime.getDeployedApplicationNames().contains(application)) {
            throw notStarted(ConsoleLog.firstFailure().orElse("the server gives no reason"));
        }
    }

    private PayaraMicroRuntime launch(String... arguments) {
        try {
            PayaraMicroBoot server = PayaraMicroLauncher.create(arguments);
            return server.getRuntime();
        } catch (Exception e) {
            throw notStarted(ConsoleLog.firstFailure().orElseGet(() -> Failure.reason(e)));
        }
    }

    private Refusal notStarted(String reason) {
        String details = "The log has the details: %s".formatted(data.log());
        return reason.startsWith("BILLING-DX-")
                ? new Refusal(reason + System.lineSeparator() + details)
                : new Refusal(908, "The application did not start: %s".formatted(reason), details);
    }

    /** Without a write delay of zero, H2 may forget for half a second what it has committed. */
    private String h2Url() {
        return "jdbc:h2:file:%s;WRITE_DELAY=0"
                .formatted(data.database().toString().replace('\\', '/'));
    }

    private Path databaseCommands() throws IOException {
        Optional<String> url = settings.find("billing.datasource.url");
        if (url.filter(given -> !given.startsWith("jdbc:postgresql:")).isPresent()) {
            throw new Refusal(
                    911,
                    "billing.datasource.url is not the address of a PostgreSQL database.",
                    "Set it to jdbc:postgresql://HOST:PORT/DATABASE, or leave it out for the built-in H2.");
        }
        return write("database.txt", resource(url.isPresent() ? "postgresql.txt" : "h2.txt"));
    }

    private Path logging() throws IOException {
        String pattern =
                data.log().toString().replace('\\', '/').replace("%", "%%").replaceAll("0\\.log$", "%g.log");
        return write(
                "logging.properties",
                resource("logging.properties") + "java.util.logging.FileHandler.pattern=" + pattern + "\n");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(data.runtime().resolve(name), content);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Server.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The server turns its own logger up to the loudest when it stops. */
    private static void stopQuietly() {
        Logger logger = Logger.getLogger("PayaraMicro");
        logger.setFilter(line -> false);
        SILENCED.add(logger);
    }

    private static void setProperty(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
