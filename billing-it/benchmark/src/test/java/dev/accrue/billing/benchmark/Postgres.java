package dev.accrue.billing.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A PostgreSQL server as a careful operator runs it: what is committed is on disk. */
final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final int port;
    private final Path data;

    Postgres(int port, Path directory, List<String> settings) throws IOException {
        this.port = port;
        this.data = Files.createTempDirectory(Files.createDirectories(directory), "postgresql");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setOverrideWorkingDirectory(directory.resolve("postgresql").toFile())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        settings.forEach(setting -> builder.setServerConfig(setting.split("=")[0], setting.split("=")[1]));
        this.server = builder.start();
    }

    Map<String, String> properties(String database) throws IOException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
            statement.execute("create database " + database);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return new TreeMap<>(Map.of(
                "billing.datasource.url", "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
                "billing.datasource.user", "postgres",
                "billing.datasource.password", "postgres"));
    }

    /** The first of its processes. */
    long process() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
