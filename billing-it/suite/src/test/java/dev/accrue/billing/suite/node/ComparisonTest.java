package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.config.BillingConfig.Migrate;
import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A comparison that never found anything would prove nothing: here one thing at a time is not as it has to be, among
 * the rows that a customer's change and a new subscription leave behind.
 */
class ComparisonTest {

    private static EmbeddedPostgres server;

    private Connection connection;

    @BeforeAll
    static void begin() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        new Migrations(new Database(server.getPostgresDatabase(), ConfigReader.read(key -> Optional.empty())))
                .run(Migrate.MIGRATE);
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            Postgres.change(connection, text("/db/simulator/V1__simulator.sql"));
            Postgres.change(connection, text("comparison.sql"));
        }
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = server.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void asIfNothingHadHappened() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void findsNothingWhereAllIsAsItHasToBe() {
        assertThat(differences()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from #webhook_events where event_id = 'evt_1' | evt_1 was sent and is not in the inbox",
                "delete from #webhook_events where event_id = 'evt_2'"
                        + " | evt_2 happened at Stripe and is not in the inbox",
                "update #webhook_events set state = 'DEAD' where event_id = 'evt_1'"
                        + " | evt_1 customer.updated of cus_1 is DEAD with 1 facts",
            })
    void findsALostEvent(String change, String difference) {
        assertFinds(change, difference);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from #ledger_facts where cause_id = 'evt_1'"
                        + " | evt_1 customer.updated of cus_1 is PROCESSED with 0 facts",
                "update #ledger_facts set cause_id = 'evt_1' where cause_id = 'evt_2'"
                        + " | evt_1 customer.updated of cus_1 is PROCESSED with 2 facts",
                "delete from #webhook_events where event_id = 'evt_2'"
                        + " | a fact of evt_2 whose event is not in the inbox",
            })
    void findsALostAndADoubledFact(String change, String difference) {
        assertFinds("set session_replication_role = replica; " + change, difference);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from #webhook_deliveries where handler = 'bookkeeper'"
                        + " | evt_1 customer.updated has 0 deliveries to bookkeeper",
                "delete from host_entries where written_by = 'bookkeeper' | to bookkeeper took effect 0 times",
                "delete from host_entries where written_by = 'atomic-bookkeeper'"
                        + " | to atomic-bookkeeper took effect 0 times",
                "insert into host_entries select 'again', written_by, event_id, delivery_id from host_entries"
                        + " where written_by = 'atomic-bookkeeper' | to atomic-bookkeeper took effect 2 times",
                "update host_entries set event_id = 'evt_9' where written_by = 'bookkeeper'"
                        + " | of evt_1 to bookkeeper took effect 0 times",
                "update host_entries set delivery_id = 'nobody' | an effect of evt_1 under delivery nobody",
            })
    void findsALostAndADoubledEffect(String change, String difference) {
        assertFinds(change, difference);
    }

    @Test
    void leavesAloneAHandlerThatHeardTwiceWhereItIsHeardAtLeastOnce() {
        Postgres.change(
                connection,
                "insert into host_entries select 'again', written_by, event_id, delivery_id from host_entries"
                        + " where written_by = 'bookkeeper'");

        assertThat(differences()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "update #operations set state = 'UNKNOWN'"
                        + " | operation op_1 subscription.subscribe is UNKNOWN with 1 facts",
                "update #operations set state = 'ABANDONED'"
                        + " | is ABANDONED with 1 facts and 1 subscriptions at Stripe",
                "insert into sim_objects select account_id, kind, 'sub_2', 9, customer_id, parent_id, clock_id, due_at,"
                        + " body from sim_objects where id = 'sub_1' | is DONE with 1 facts and 2 subscriptions at Stripe",
                "insert into sim_objects select account_id, kind, 'sub_2', 9, customer_id, parent_id, clock_id, due_at,"
                        + " '{}' from sim_objects where id = 'sub_1' | customer cus_1 has 2 subscriptions at Stripe",
            })
    void findsALostAndADoubledOperation(String change, String difference) {
        assertFinds(change, difference);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "update #stripe_objects set raw = replace(raw, 'Somebody', 'Nobody') | customer cus_1 is mirrored as",
                "update sim_objects set body = replace(body, 'active', 'canceled') | subscription sub_1 is mirrored as",
                "delete from #stripe_objects where object_id = 'sub_1' | subscription sub_1 is not mirrored",
                "update #customers set name = 'Nobody' | customer cus_1 is named Nobody",
                "update #customers set revision = revision - 1 | customer cus_1 is named Somebody",
                "update #subscriptions set status = 'canceled' | subscription sub_1 is canceled",
                "update #subscriptions set revision = revision - 1 | subscription sub_1 is active",
            })
    void findsAMirrorThatLags(String change, String difference) {
        assertFinds(change, difference);
    }

    private void assertFinds(String change, String difference) {
        Postgres.change(connection, change);

        assertThat(differences()).anyMatch(line -> line.contains(difference));
    }

    /** The simulator knows an object as its row says. */
    private List<String> differences() {
        return Comparison.differences(query -> Postgres.ask(connection, query), Set.of("evt_1"), address -> {
            String id = address.substring(address.lastIndexOf('/') + 1);
            return Postgres.ask(connection, "select body from sim_objects where id = '" + id + "'")
                    .get(0);
        });
    }

    private static String text(String resource) throws IOException {
        try (InputStream stream = ComparisonTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
