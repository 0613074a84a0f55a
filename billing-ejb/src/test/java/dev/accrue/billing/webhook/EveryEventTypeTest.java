package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Row;
import dev.accrue.billing.harness.AllProjectors;
import dev.accrue.billing.harness.EventType;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.ExtractTables;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.processor.stripe.ExampleWire;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends an event of every type through the door, about an example object of Stripe's, and looks where it ended: the
 * object mirrored or marked as deleted, its rows written, one fact.
 */
class EveryEventTypeTest {

    private static final Account PLATFORM = Account.platform(false);
    private static final Account CONNECTED = new Account("acct_1Connected", false);
    private static final Instant HAPPENED = Instant.parse("2026-11-01T10:00:00Z");

    /** One event on its way, and what it is about. */
    private record Sent(EventType type, String eventId, Account account, Optional<String> objectId, JsonObject object) {

        ObjectKey key() {
            return objectId.map(id -> new ObjectKey(account, type.object(), id))
                    .orElseGet(() -> new ObjectKey(account, "event", eventId));
        }

        JsonObject event() {
            JsonObject event = type.thin()
                    ? Events.thin(eventId, type.name(), HAPPENED, type.object(), url())
                    : Events.full(eventId, type.name(), HAPPENED, object);
            return account.isPlatform() ? event : Events.in(account.id(), event);
        }

        /** Some parent, and the object below it. */
        private String url() {
            return "/v2/core/parents/acct_1Parent/things/" + objectId.orElse("");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventOfEveryTypeEndsInTheRightRows(TestDatabase kind) {
        ExampleWire stripe = new ExampleWire(11);
        try (TestBilling billing = TestBilling.on(kind)
                .wire(simulator -> stripe)
                .with("billing.webhooks.endpoints", "stripe,connect")
                .with("billing.webhooks.endpoint.connect.secrets", "whsec_of_connect")
                .start()) {
            List<Sent> sent = new ArrayList<>();
            EventType.all().forEach(type -> sent.add(about(type, sent.size())));

            sent.forEach(one -> assertThat(billing.hand(one.account().isPlatform() ? "stripe" : "connect", one.event()))
                    .isEqualTo(Receipt.ACCEPTED));
            billing.drain();

            assertThat(sent).hasSizeGreaterThan(270);
            SoftAssertions.assertSoftly(softly -> sent.forEach(one -> softly.assertThatCode(() -> check(billing, one))
                    .as(one.type() + " about " + one.key())
                    .doesNotThrowAnyException()));
        }
    }

    private static Sent about(EventType type, int number) {
        JsonObject example = example(type, number);
        Account account = type.isAboutAnAccount() ? CONNECTED : PLATFORM;
        Optional<String> id = type.thin()
                ? Optional.of(type.object()).filter(name -> !name.isEmpty()).map(name -> "thin_" + number)
                : Identity.of(example);
        return new Sent(type, "evt_" + number, account, id, example);
    }

    /** The example with an id of its own, below a parent where it needs one. */
    private static JsonObject example(EventType type, int number) {
        JsonObject example = StripeExamples.orStub(type.object());
        JsonObjectBuilder own = Json.object(Json.text(example, "id")
                .map(id -> StripeExamples.withId(example, id + "_" + number))
                .orElse(example));
        if (type.name().equals("invoice.upcoming")) {
            return own.add("id", "upcoming_in_" + number).build();
        }
        Rereading.parentsOf(type.object()).stream()
                .findFirst()
                .filter(role -> Json.reference(example, role).isEmpty())
                .ifPresent(role -> own.add(role, "parent_" + number));
        return own.build();
    }

    private static void check(TestBilling billing, Sent sent) {
        assertThat(billing.count("webhook_events", "event_id = '" + sent.eventId() + "' and state = 'PROCESSED'"))
                .isEqualTo(1);
        assertThat(factsOf(billing, sent)).singleElement().satisfies(fact -> {
            assertThat(fact.type()).isEqualTo(sent.type().name());
            assertThat(fact.subject()).isEqualTo(sent.key());
        });
        if (sent.objectId().isPresent()) {
            checkMirror(billing, sent);
        }
    }

    private static void checkMirror(TestBilling billing, Sent sent) {
        Mirror mirror = billing.get(Mirror.class);
        MirrorRow row = billing.database()
                .inTransaction(tx -> mirror.find(tx, sent.key()))
                .orElseThrow();
        Optional<JsonObject> raw = billing.database().inTransaction(tx -> mirror.raw(tx, sent.key()));
        boolean deletion = Deletion.is(sent.type().name(), sent.type().object());
        boolean shown = !(sent.type().thin() && deletion);

        assertThat(row.revision()).isPositive();
        assertThat(row.dirty()).isFalse();
        assertThat(row.deleted()).isEqualTo(deletion);
        assertThat(raw.isPresent()).isEqualTo(shown);
        assertThat(raw.map(Object::toString).orElse("")).doesNotContain("_secret");
        raw.ifPresent(object -> checkExtracts(billing, sent.account(), object, deletion));
    }

    private static void checkExtracts(TestBilling billing, Account account, JsonObject raw, boolean deletion) {
        ExtractTables tables = billing.extracts();
        List<Row> rows = AllProjectors.rows(account, raw);
        for (Row row : rows) {
            assertThat(tables.stored(row)).isEqualTo(tables.expected(row));
        }
        if (deletion && !rows.isEmpty()) {
            Row own = rows.get(0);
            assertThat(billing.count(own.table().name(), "id = '" + own.get("id") + "' and deleted_at is not null"))
                    .isEqualTo(1);
        }
    }

    private static List<Fact> factsOf(TestBilling billing, Sent sent) {
        return billing.get(Ledger.class).timeline(sent.key(), 100).stream()
                .filter(fact -> fact.cause().id().equals(sent.eventId()))
                .toList();
    }
}
