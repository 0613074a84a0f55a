package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointMode;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Obstacle;
import dev.accrue.billing.webhook.Redelivery;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Begins, stops and continues replays of many things; {@link ReplayWork} does them. */
@Dependent
class BulkReplays {

    /** Stripe lists events of the last 30 days. */
    private static final Duration REACH = Duration.ofDays(30);

    private static final int MOST_ACCOUNTS = 10_000;

    private final Database database;
    private final ReplayStore store;
    private final ReplayFacts facts;
    private final BillingConfig config;
    private final SystemClock clock;

    @Inject
    BulkReplays(Database database, ReplayStore store, ReplayFacts facts, BillingConfig config, SystemClock clock) {
        this.database = database;
        this.store = store;
        this.facts = facts;
        this.config = config;
        this.clock = clock;
    }

    static Filter<EventState> replayableEvents(Filter<EventState> filter) {
        return replayable(filter, EventState.DEAD, EventState.UNFINISHED);
    }

    static Filter<DeliveryState> replayableDeliveries(Filter<DeliveryState> filter) {
        return replayable(filter, DeliveryState.DEAD, DeliveryState.UNFINISHED);
    }

    private static <S extends Enum<S>> Filter<S> replayable(Filter<S> filter, S standard, Set<S> unfinished) {
        if (!Collections.disjoint(filter.states(), unfinished)) {
            throw new ReplayRefusedException("the selection", Obstacle.UNFINISHED_STATES);
        }
        return filter.states().isEmpty() ? filter.in(List.of(standard)) : filter;
    }

    Replay begin(
            ReplayKind kind,
            Selection<?> selection,
            Filter<?> filter,
            Redelivery redelivery,
            boolean forced,
            Instruction instruction) {
        ReplayRow row = ReplayRow.asked(
                kind, ReplayState.RUNNING, Requests.of(filter, redelivery, forced), instruction, clock.now());
        long most = forced ? Long.MAX_VALUE : Replays.MOST + 1;
        return database.inTransaction(tx -> {
            long selected = selection.count(tx, filter, most);
            Optional<ReplayRow> known = store.insert(tx, row, selected);
            if (known.isPresent()) {
                return known.get().replay();
            }
            if (selected > Replays.MOST && !forced) {
                throw new ReplayRefusedException("the selection", Obstacle.TOO_MANY, selected);
            }
            facts.asked(tx, row, selected);
            return store.get(tx, row.id());
        });
    }

    Replay recover(Window window, Instruction instruction) {
        Instant now = clock.now();
        if (window.since().isBefore(now.minus(REACH))) {
            throw new ReplayRefusedException("the window", Obstacle.BEYOND_REACH);
        }
        Instant until = window.until().isBefore(now) ? window.until() : now;
        ReplayRow asked =
                ReplayRow.asked(ReplayKind.STRIPE, ReplayState.RUNNING, Requests.of(window), instruction, now);
        return database.inTransaction(tx -> {
            Set<String> accounts = window.accounts().isEmpty() ? knownAccounts(tx) : window.accounts();
            ReplayRow row = asked.at(StripePosition.start(accounts, until).toString());
            Optional<ReplayRow> known = store.insert(tx, row, 0);
            if (known.isPresent()) {
                return known.get().replay();
            }
            facts.asked(tx, row, 0);
            return store.get(tx, row.id());
        });
    }

    /** The platform, and where Connect is used the accounts that were ever heard of. */
    private Set<String> knownAccounts(Tx tx) throws SQLException {
        Set<String> accounts = new TreeSet<>(Set.of(Account.PLATFORM));
        boolean connect =
                config.webhooks().endpoints().stream().anyMatch(endpoint -> endpoint.mode() == EndpointMode.CONNECT);
        if (connect) {
            accounts.addAll(tx.query(
                    "select distinct account from #stripe_objects where livemode = ? limit ?",
                    row -> row.text("account"),
                    config.livemode(),
                    MOST_ACCOUNTS));
            accounts.addAll(tx.query(
                    "select object_id from #stripe_objects where object_type = 'account' and livemode = ?"
                            + " and deleted_at is null limit ?",
                    row -> row.text("object_id"),
                    config.livemode(),
                    MOST_ACCOUNTS));
        }
        return accounts;
    }

    Replay cancel(UUID id, Instruction instruction) {
        return decide(id, ReplayState.CANCELLED, "cancelled", instruction);
    }

    Replay resume(UUID id, Instruction instruction) {
        return decide(id, ReplayState.RUNNING, "resumed", instruction);
    }

    /** What is so already stays so, without another fact. */
    private Replay decide(UUID id, ReplayState next, String what, Instruction instruction) {
        return database.inTransaction(tx -> {
            ReplayRow row = store.lock(tx, id);
            if (row.replay().state() == next) {
                return row.replay();
            }
            if (!row.replay().state().allows(next)) {
                throw new ReplayRefusedException("replay " + id, Obstacle.OVER);
            }
            facts.decided(tx, row, what, instruction);
            return store.become(tx, row, next, "");
        });
    }
}
