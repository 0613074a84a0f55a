package dev.accrue.billing.suite.node;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database server for one test, and the wire between it and the nodes. */
final class Postgres implements BeforeEachCallback, AfterEachCallback {

    static final String USER = "postgres";

    private EmbeddedPostgres server;
    private Wire wire;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        server = EmbeddedPostgres.builder().setPort(Ports.next()).start();
        wire = new Wire(server.getPort());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            wire.close();
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
}
