package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Cause;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.time.Uuid7;
import dev.accrue.billing.webhook.Requeued;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The facts of what operators do. Each replay of an event is a fact of its own beside the event's, with the operator,
 * the operation and the reason.
 */
@Dependent
class ReplayFacts {

    static final String SUBJECT = "webhook_replay";

    private static final int SCHEMA_VERSION = 1;

    private final Ledger ledger;
    private final BillingConfig config;
    private final SystemClock clock;

    @Inject
    ReplayFacts(Ledger ledger, BillingConfig config, SystemClock clock) {
        this.ledger = ledger;
        this.config = config;
        this.clock = clock;
    }

    /** An event or a delivery that a replay took back into work. */
    Fact requeued(ReplayRow row, UUID what, Requeued requeued) {
        String type = requeued.handler().isEmpty() ? "webhook.replay_requested" : "webhook.delivery_replay_requested";
        JsonObject detail = Json.object()
                .add("event", requeued.eventId())
                .add("event_type", requeued.eventType())
                .add("handler", requeued.handler())
                .add("was", requeued.stateBefore())
                .add("redelivery", Json.text(row.request(), "redelivery").orElse(""))
                .add("reason", row.replay().reason())
                .build();
        return fact(idOf(row.id(), what), type, requeued.subject().orElseThrow(), row, row.actor(), detail);
    }

    /** Somebody asked for many things at once. */
    void asked(Tx tx, ReplayRow row, long selected) throws SQLException {
        JsonObject detail = Json.object(row.request())
                .add("selected", selected)
                .add("reason", row.replay().reason())
                .build();
        append(tx, fact(row.id(), "webhook." + name(row) + "_requested", subject(row), row, row.actor(), detail));
    }

    /** Somebody stopped a replay, or let it go on. */
    void decided(Tx tx, ReplayRow row, String what, Instruction instruction) throws SQLException {
        JsonObject detail =
                counts(row.replay()).add("reason", instruction.reason()).build();
        Actor actor = CallContext.current().actor();
        append(tx, fact(Uuid7.at(clock.now()), "webhook." + name(row) + "_" + what, subject(row), row, actor, detail));
    }

    /** A replay came to its end by itself. */
    void ended(Tx tx, ReplayRow row, Replay now, String how) throws SQLException {
        Actor actor = Actor.job("webhook-replays");
        JsonObject detail = counts(now).build();
        append(tx, fact(Uuid7.at(clock.now()), "webhook." + name(row) + "_" + how, subject(row), row, actor, detail));
    }

    void append(Tx tx, List<Fact> facts) throws SQLException {
        ledger.append(tx, facts);
    }

    private void append(Tx tx, Fact fact) throws SQLException {
        append(tx, List.of(fact));
    }

    private static JsonObjectBuilder counts(Replay replay) {
        return Json.object()
                .add("selected", replay.selected())
                .add("seen", replay.seen())
                .add("done", replay.done());
    }

    private static String name(ReplayRow row) {
        return switch (row.replay().kind()) {
            case EVENT, EVENTS -> "bulk_replay";
            case DELIVERY, DELIVERIES -> "bulk_delivery_replay";
            case STRIPE -> "recovery";
        };
    }

    private ObjectKey subject(ReplayRow row) {
        return new ObjectKey(
                Account.platform(config.livemode()), SUBJECT, row.id().toString());
    }

    private Fact fact(UUID id, String type, ObjectKey subject, ReplayRow row, Actor actor, JsonObject detail) {
        return new Fact(
                id,
                type,
                SCHEMA_VERSION,
                subject,
                actor,
                Optional.of(row.replay().operationId()),
                row.traceId(),
                Cause.replay(row.id().toString()),
                detail,
                clock.now());
    }

    /** Sorts like the replay and is the same for the same thing replayed by it. */
    private static UUID idOf(UUID replay, UUID what) {
        UUID hash = UUID.nameUUIDFromBytes((replay + "/" + what).getBytes(StandardCharsets.UTF_8));
        return new UUID(replay.getMostSignificantBits(), hash.getLeastSignificantBits());
    }
}
