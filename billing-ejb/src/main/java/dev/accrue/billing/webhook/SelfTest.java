package dev.accrue.billing.webhook;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a signed event of our own through the public address, and watches it all the way to a handler: one call that
 * proves the route, that nothing between rewrites the body, the secret, the database, the queue and the delivery.
 *
 * <p>The event is kept like any other and pruned like any other. It touches no object of Stripe's.
 */
@ApplicationScoped
public class SelfTest implements BillingEventHandler {

    /** The type of the event; Stripe sends none of this name. */
    public static final String TYPE = "billing.self_test";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Inject
    BillingConfig config;

    @Inject
    EndpointSecrets secrets;

    @Inject
    Database database;

    @Inject
    SystemClock clock;

    /**
     * One thing that the test looked at.
     *
     * @param name what
     * @param passed whether it was as it should be
     * @param detail what was found, for a person, and what to do if it was not
     */
    public record Step(String name, boolean passed, String detail) {}

    /** The result: every step that was taken, in order; the first that failed is the last. */
    public record Report(List<Step> steps) {

        public boolean passed() {
            return steps.stream().allMatch(Step::passed);
        }
    }

    @Override
    public String name() {
        return "billing-self-test";
    }

    @Override
    public boolean handles(String eventType) {
        return TYPE.equals(eventType);
    }

    @Override
    public void on(BillingEvent event) {
        // that it was delivered is all there is to know
    }

    /**
     * Runs the test; takes at most some twenty seconds.
     *
     * @param endpoint the configured endpoint to go through
     * @param address where Stripe would send to, for example {@code https://shop.example/billing/webhooks/stripe}
     */
    public Report run(String endpoint, URI address) {
        List<Step> steps = new ArrayList<>();
        Optional<EndpointSettings> settings = config.webhooks().endpoint(endpoint);
        List<Secret> known = settings.map(secrets::of).orElse(List.of());
        if (known.isEmpty()) {
            steps.add(new Step("secret", false, "no endpoint " + endpoint + " with a secret is configured"));
            return new Report(steps);
        }
        String eventId = "evt_selftest_" + UUID.randomUUID();
        if (post(steps, address, body(eventId), known.get(known.size() - 1))) {
            watch(steps, eventId);
        }
        return new Report(steps);
    }

    /** Spaces and letters that a proxy which parses and rewrites JSON would not leave as they are. */
    private byte[] body(String eventId) {
        String text = "{ \"id\" : \"" + eventId + "\", \"object\":\"event\",\n  \"type\": \"" + TYPE
                + "\",\"created\":" + clock.now().getEpochSecond() + ", \"livemode\" : " + config.livemode()
                + ",\"api_version\": null, \"data\": {\"object\": { \"note\" : \"\\u00e4 \u00e4  /\\/\" } } }";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean post(List<Step> steps, URI address, byte[] body, Secret secret) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
            connection.setRequestProperty("Stripe-Signature", Signature.header(body, secret, clock.now()));
            connection.setDoOutput(true);
            connection.getOutputStream().write(body);
            return judge(steps, connection.getResponseCode());
        } catch (IOException | ClassCastException | IllegalArgumentException e) {
            steps.add(new Step(
                    "route",
                    false,
                    "the address gave no answer (" + e.getClass().getSimpleName()
                            + "); check name, port, certificate and proxy"));
            return false;
        }
    }

    private static boolean judge(List<Step> steps, int status) {
        boolean routed = status == 200 || status == 400 || status == 503;
        steps.add(new Step("route", routed, routed ? "the door answered" : "something else answered with " + status));
        if (routed) {
            boolean proven = status != 400;
            steps.add(new Step(
                    "signature",
                    proven,
                    proven
                            ? "the body arrived as it was sent"
                            : "refused: something between rewrites the body, or the node there has another secret"));
            boolean stored = status == 200;
            if (proven) {
                steps.add(new Step("storage", stored, stored ? "stored and acknowledged" : "the database is away"));
            }
        }
        return status == 200;
    }

    private void watch(List<Step> steps, String eventId) {
        Instant begin = clock.now();
        Instant end = begin.plus(PATIENCE);
        boolean here = isSeenBefore(end, tx -> state(tx, eventId).isPresent());
        steps.add(new Step("database", here, "the event's row " + (here ? "is" : "is not") + " here"));
        if (here && isWorkedOff(steps, eventId, begin)) {
            boolean delivered = isSeenBefore(end, tx -> isDelivered(tx, eventId));
            steps.add(new Step("handler", delivered, delivered ? "delivered" : "not delivered; see the log"));
        }
    }

    /** Sooner than the recovery tick would find it, or the queue had no part in it. */
    private boolean isWorkedOff(List<Step> steps, String eventId, Instant begin) {
        boolean processed =
                isSeenBefore(begin.plus(PATIENCE), tx -> state(tx, eventId).equals(Optional.of(EventState.PROCESSED)));
        Duration took = Duration.between(begin, clock.now());
        boolean woken = processed && took.compareTo(config.webhooks().recoveryInterval()) < 0;
        steps.add(new Step(
                "queue",
                woken,
                woken
                        ? "a worker woke up within " + took.toMillis() + " ms"
                        : "no worker woke up in time; check the broker and the queue's name"));
        return woken;
    }

    private boolean isSeenBefore(Instant end, Database.Work<Boolean> seen) {
        boolean found = database.inTransaction(seen);
        while (!found && clock.now().isBefore(end)) {
            LockSupport.parkNanos(PAUSE.toNanos());
            found = database.inTransaction(seen);
        }
        return found;
    }

    private Optional<EventState> state(Tx tx, String eventId) throws SQLException {
        return tx.find(
                "select state from #webhook_events where account = ? and livemode = ? and event_id = ?",
                row -> EventState.valueOf(row.text("state")),
                Account.PLATFORM,
                config.livemode(),
                eventId);
    }

    /** Whether it reached this handler: that others hear of every event proves nothing of this one. */
    private boolean isDelivered(Tx tx, String eventId) throws SQLException {
        return tx.find(
                        "select d.id from #webhook_deliveries d join #webhook_events e on e.id = d.event_row"
                                + " where e.account = ? and e.livemode = ? and e.event_id = ? and d.handler = ?"
                                + " and d.state = 'DELIVERED'",
                        row -> row.uuid("id"),
                        Account.PLATFORM,
                        config.livemode(),
                        eventId,
                        name())
                .isPresent();
    }
}
