package dev.accrue.billing.ledger;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.Actor.ActorType;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Result;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Cause.CauseType;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Appends facts and reads them back. A fact is appended in the very transaction that makes it true; one that is there
 * already stays as it is. The database itself refuses every change and removal.
 */
@Dependent
public class Ledger {

    private static final String COLUMNS = "#ledger_facts (id, fact_type, schema_version, account, livemode,"
            + " subject_type, subject_id, actor_type, actor_id, operation_id, trace_id, cause_type, cause_id, detail,"
            + " occurred_at, recorded_at)";

    private final Database database;
    private final SystemClock clock;

    @Inject
    public Ledger(Database database, SystemClock clock) {
        this.database = database;
        this.clock = clock;
    }

    public void append(Tx tx, Collection<Fact> facts) throws SQLException {
        Instant now = clock.now();
        tx.insertAllIfAbsent(
                COLUMNS, facts.stream().map(fact -> values(fact, now)).toList());
    }

    /** The facts about one object, oldest first, at most {@code limit}. */
    public List<Fact> timeline(ObjectKey subject, int limit) {
        return database.inTransaction(tx -> tx.query(
                "select * from #ledger_facts where subject_id = ? and subject_type = ? and account = ? and livemode = ?"
                        + " order by occurred_at, recorded_at, id limit ?",
                Ledger::read,
                subject.id(),
                subject.type(),
                subject.account().id(),
                subject.account().livemode(),
                limit));
    }

    /** The newest facts of an account, newest first, at most {@code limit}. */
    public List<Fact> newest(Account account, int limit) {
        return database.inTransaction(tx -> tx.query(
                "select * from #ledger_facts where account = ? and livemode = ? order by id desc limit ?",
                Ledger::read,
                account.id(),
                account.livemode(),
                limit));
    }

    private static Object[] values(Fact fact, Instant recordedAt) {
        return new Object[] {
            fact.id(),
            fact.type(),
            fact.schemaVersion(),
            fact.subject().account().id(),
            fact.subject().account().livemode(),
            fact.subject().type(),
            fact.subject().id(),
            fact.actor().type(),
            fact.actor().id(),
            fact.operationId(),
            fact.traceId(),
            fact.cause().type(),
            fact.cause().id(),
            fact.detail().toString(),
            fact.occurredAt(),
            recordedAt
        };
    }

    private static Fact read(Result row) throws SQLException {
        Account account = new Account(row.text("account"), row.flag("livemode"));
        return new Fact(
                row.uuid("id"),
                row.text("fact_type"),
                row.number("schema_version"),
                new ObjectKey(account, row.text("subject_type"), row.text("subject_id")),
                new Actor(ActorType.valueOf(row.text("actor_type")), row.text("actor_id")),
                row.findText("operation_id"),
                row.findText("trace_id"),
                new Cause(CauseType.valueOf(row.text("cause_type")), row.text("cause_id")),
                Json.parse(row.text("detail")),
                row.moment("occurred_at").orElseThrow());
    }
}
