package dev.accrue.billing.suite.node;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database server for one test, which can be stopped and started, and the wire between it and the nodes. */
final class Postgres implements BeforeEachCallback, AfterEachCallback {

    static final String USER = "postgres";

    private final int port = Ports.next();
    private Path data;
    private EmbeddedPostgres server;
    private Wire wire;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        data = Files.createTempDirectory("postgres");
        start();
        wire = new Wire(port);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        wire.close();
        stop();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** Starts it with whatever it held when it was stopped. */
    void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every connection and the server. */
    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + wire.port() + "/postgres";
    }

    Wire wire() {
        return wire;
    }

    /**
     * The rows that a query finds, past the wire, their columns separated by spaces; {@code #} stands before the name
     * of a table of the module.
     */
    List<String> ask(String query) {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            return ask(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The same on an open connection. */
    static List<String> ask(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query.replace("#", "billing."))) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                all.add(String.join(" ", columns));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Changes rows behind everybody's back. */
    void change(String statement) {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            change(connection, statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** The same on an open connection. */
    static void change(Connection connection, String statement) {
        try (Statement open = connection.createStatement()) {
            open.executeUpdate(statement.replace("#", "billing."));
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }
}
