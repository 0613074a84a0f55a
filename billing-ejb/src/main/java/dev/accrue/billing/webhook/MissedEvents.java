package dev.accrue.billing.webhook;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.MalformedJsonException;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/** Takes events into the inbox that did not come through the door, because somebody asked Stripe for them. */
@Dependent
public class MissedEvents {

    /** What stands in the place of the endpoint's name; no endpoint can be named so. */
    public static final String ENDPOINT = "events-api";

    private static final Logger LOG = Logger.getLogger(MissedEvents.class.getName());

    private final Inbox inbox;
    private final BillingConfig config;
    private final SystemClock clock;

    @Inject
    MissedEvents(Inbox inbox, BillingConfig config, SystemClock clock) {
        this.inbox = inbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Stores those that the inbox does not know, and says how many those are.
     *
     * @param account whose list they were read from
     */
    public int store(Tx tx, Account account, List<JsonObject> events) throws SQLException {
        List<NewEvent> rows = events.stream()
                .map(event -> row(account, event))
                .flatMap(Optional::stream)
                .toList();
        return inbox.store(tx, rows).size();
    }

    private Optional<NewEvent> row(Account account, JsonObject json) {
        try {
            IncomingEvent envelope = IncomingEvent.of(json).listedIn(account);
            Optional<String> ignoredBecause =
                    envelope.livemode() == config.livemode() ? Optional.empty() : Optional.of("livemode_mismatch");
            return Optional.of(NewEvent.now(clock.now(), ENDPOINT, envelope, json.toString(), ignoredBecause));
        } catch (MalformedJsonException e) {
            LOG.warning("Stripe listed something that is no event; it is left out");
            return Optional.empty();
        }
    }
}
