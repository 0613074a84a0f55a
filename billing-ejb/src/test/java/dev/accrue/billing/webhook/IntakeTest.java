package dev.accrue.billing.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.config.Secret;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that are stored together. Only PostgreSQL can be made to keep silent for as long as that takes to see. */
class IntakeTest {

    private static final int LEADERS = 2;
    private static final int ROOM = 64;
    private static final int FLOOD = 200;

    private final CompletableFuture<Void> silence = new CompletableFuture<>();

    @Test
    void aRowThatTheDatabaseRefusesDoesNotTakeItsNeighboursWithIt() throws Exception {
        try (TestBilling billing = module()) {
            CompletableFuture<Void> silent = keepSilent(billing);
            everyLeaderWaits(billing);
            CompletableFuture<Boolean> before = store(billing, "before", "stripe");
            CompletableFuture<Boolean> refused = store(billing, "refused", "x".repeat(65));
            CompletableFuture<Boolean> after = store(billing, "after", "stripe");
            silence.complete(null);
            silent.get(20, SECONDS);

            assertThat(before.get(20, SECONDS)).isTrue();
            assertThat(after.get(20, SECONDS)).isTrue();
            assertThatThrownBy(() -> refused.get(20, SECONDS))
                    .hasCauseInstanceOf(DatabaseException.class)
                    .hasMessageContaining("22001");
            assertThat(billing.count("webhook_events", "event_id in ('before', 'after')"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aFloodTakesTwoConnectionsAndAsManyPlacesAsThereAreAndTheRestIsToldToComeLater() throws Exception {
        try (TestBilling billing = module()) {
            CompletableFuture<Void> silent = keepSilent(billing);
            everyLeaderWaits(billing);

            List<CompletableFuture<Receipt>> flood = IntStream.range(0, FLOOD)
                    .parallel()
                    .mapToObj(i -> arrive(billing, "evt_" + i))
                    .toList();

            await().during(Duration.ofMillis(300)).until(() -> connectionsInUse(billing) == LEADERS);
            assertThat(flood.stream().filter(CompletableFuture::isDone))
                    .as("told at once")
                    .hasSize(FLOOD - ROOM)
                    .allSatisfy(answer -> assertThat(answer.join()).isEqualTo(Receipt.OVERLOADED));

            silence.complete(null);
            silent.get(20, SECONDS);
            assertThat(flood.stream().map(CompletableFuture::join).filter(Receipt.ACCEPTED::equals))
                    .hasSize(ROOM);
            assertThat(billing.count("webhook_events", "event_id like 'evt%'")).isEqualTo(ROOM);
        }
    }

    private static TestBilling module() {
        return TestBilling.on(TestDatabase.POSTGRESQL)
                .with("billing.webhooks.admission", String.valueOf(ROOM))
                .start();
    }

    /** The database, which has stored one event, answers no other insertion until the silence is over. */
    private CompletableFuture<Void> keepSilent(TestBilling billing) throws Exception {
        assertThat(arrive(billing, "first").get(20, SECONDS)).isEqualTo(Receipt.ACCEPTED);
        CompletableFuture<Void> silent = new CompletableFuture<>();
        CompletableFuture<Void> end =
                CompletableFuture.runAsync(() -> billing.database().doInTransaction(tx -> {
                    tx.update("lock table #webhook_events in access exclusive mode");
                    silent.complete(null);
                    silence.join();
                }));
        silent.get(20, SECONDS);
        return end;
    }

    /** One after the other, or the first would take the second's event along. */
    private static void everyLeaderWaits(TestBilling billing) {
        for (int leader = 1; leader <= LEADERS; leader++) {
            store(billing, "leader_" + leader, "stripe");
            int waiting = leader;
            await().pollInterval(Duration.ofMillis(20)).until(() -> connectionsInUse(billing) == waiting);
        }
    }

    /** As the database itself sees it, apart from who holds the table and who asks. */
    private static long connectionsInUse(TestBilling billing) {
        return billing.database()
                .inTransaction(tx -> tx.find(
                                "select count(*) as n from pg_stat_activity where datname = current_database()"
                                        + " and state = 'active' and pid <> pg_backend_pid()",
                                row -> row.whole("n"))
                        .orElseThrow());
    }

    private static CompletableFuture<Boolean> store(TestBilling billing, String event, String endpoint) {
        IncomingEvent envelope = IncomingEvent.of(boiled(event));
        NewEvent row = NewEvent.now(Instant.now(), endpoint, envelope, "{}", Optional.empty());
        return billing.get(Intake.class).store(row).toCompletableFuture();
    }

    private static CompletableFuture<Receipt> arrive(TestBilling billing, String event) {
        byte[] body = boiled(event).toString().getBytes(StandardCharsets.UTF_8);
        String signature = Signature.header(body, new Secret(TestBilling.SECRET), Instant.now());
        Door door = billing.get(Door.class);
        Place place = door.enter("stripe", body.length);
        return place.refusal()
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> door.receive(place, body, signature).toCompletableFuture());
    }

    private static JsonObject boiled(String event) {
        return Events.full(
                event,
                "teapot.boiled",
                Instant.now(),
                Json.object().add("id", "tp_1").add("object", "teapot").build());
    }
}
