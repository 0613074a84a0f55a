package dev.accrue.billing.processor.fake.state;

import dev.accrue.billing.processor.fake.Databases;
import dev.accrue.billing.processor.fake.world.SimulatorState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@Tag("db")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStateTest extends StateContract {

    private EmbeddedPostgres server;
    private SimulatorState state;

    @BeforeAll
    void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @BeforeEach
    void empty() {
        state = new JdbcState(Databases.postgres(server));
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @Override
    protected SimulatorState state() {
        return state;
    }
}
