package dev.accrue.billing.webhook.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.time.Uuid7;
import dev.accrue.billing.webhook.EventState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A module with a customer's story behind it, a handler that can be broken, and an operator at the desk. */
public final class ReplayScene implements AutoCloseable {

    static final String LISTENER = "listener";

    final Listener listener = new Listener(LISTENER);
    public final TestBilling billing;

    private ReplayScene(TestBilling billing) {
        this.billing = billing.handling(listener);
    }

    public static ReplayScene on(TestDatabase kind) {
        return new ReplayScene(TestBilling.on(kind));
    }

    public ReplayScene start() {
        billing.start();
        return this;
    }

    public ReplayScene with(String key, String value) {
        billing.with(key, value);
        return this;
    }

    /** Makes a customer at Stripe, whose events are told and worked off. */
    public ReplayScene aCustomer(String id) {
        billable(id);
        billing.settle();
        return this;
    }

    /** Makes customers at Stripe without telling anybody. */
    ReplayScene billable(String id) {
        Billable billable = () -> new BillableRef("organisation", id);
        billing.get(Billing.class).customers().getOrCreate(billable);
        return this;
    }

    public DeadLetters deadLetters() {
        return billing.get(DeadLetters.class);
    }

    public Replays replays() {
        return billing.get(Replays.class);
    }

    ReplayWork work() {
        return billing.get(ReplayWork.class);
    }

    /** The operator does something. */
    public <T> T operator(Supplier<T> deed) {
        try {
            return CallContext.of(Actor.operator("olga")).call(deed::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public EventEntry event(String type) {
        return deadLetters()
                .events(Filter.events().ofTypes(type), "", 1)
                .entries()
                .get(0);
    }

    public EventState stateOf(UUID event) {
        return deadLetters().event(event).state();
    }

    /** Changes rows behind the module's back: time that has passed, or a failure long ago. */
    public void sql(String statement, Object... parameters) {
        billing.database().doInTransaction(tx -> tx.update(statement, parameters));
    }

    public void eventsAre(EventState state) {
        sql("update #webhook_events set state = ?", state);
    }

    /** Every event reached its present state so long ago. */
    public void eventsAge(Duration age) {
        sql("update #webhook_events set state_since = ?", Instant.now().minus(age));
        sql("update #webhook_deliveries set state_since = ?", Instant.now().minus(age));
    }

    /** Puts dead events into the inbox, each about a gadget of its own, whose state only events tell. */
    public void deadEvents(int count) {
        Instant first = Instant.now().minusMillis(count);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant then = first.plusMillis(i);
            String gadget = "gadget_" + i;
            String body = "{\"data\": {\"object\": {\"id\": \"" + gadget + "\", \"object\": \"gadget\"}}}";
            rows.add(new Object[] {Uuid7.at(then), "evt_" + i, gadget, then, then, then, then, body});
        }
        billing.database()
                .doInTransaction(tx -> tx.batch(
                        "insert into #webhook_events (id, account, livemode, event_id, endpoint, event_type,"
                                + " object_type, object_id, created_at, received_at, state, state_since, wake_at, body)"
                                + " values (?, 'platform', false, ?, 'stripe', 'gadget.updated', 'gadget', ?, ?, ?,"
                                + " 'DEAD', ?, ?, ?)",
                        rows));
    }

    /** Asks the simulator itself, as somebody else at Stripe would. */
    public Doc stripe(String account, String method, String path) {
        Map<String, String> headers = new HashMap<>(Map.of("authorization", "Bearer sk_test_somebody"));
        if (!account.isEmpty()) {
            headers.put("stripe-account", account);
        }
        try {
            WireResponse answer = billing.stripe().send(new WireRequest(method, path, "", headers, ""));
            assertThat(answer.status()).describedAs(answer.body()).isEqualTo(200);
            return Doc.parse(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the listener heard of an event. */
    public long heard(String eventId) {
        return listener.heard.stream()
                .filter(event -> event.eventId().equals(eventId))
                .count();
    }

    /** The worker that held a lease is gone for so long that its lease ran out. */
    void leasesRunOut() {
        sql("update #webhook_replays set leased_until = current_timestamp - interval '1' hour"
                + " where leased_until is not null");
    }

    /** Ticks until a replay is over. */
    Replay finish(Replay replay) {
        for (int i = 0; i < 50 && replays().get(replay.id()).state() == ReplayState.RUNNING; i++) {
            sql("update #webhook_replays set wake_at = ?", Instant.now());
            work().take().ifPresent(work()::step);
        }
        return replays().get(replay.id());
    }

    @Override
    public void close() {
        billing.close();
    }

    /** A host's handler that hears everything and fails when told to. */
    static final class Listener implements BillingEventHandler {

        final List<BillingEvent> heard = new CopyOnWriteArrayList<>();
        private final String name;
        volatile boolean broken;

        Listener(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean handles(String eventType) {
            return true;
        }

        @Override
        public void on(BillingEvent event) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            heard.add(event);
        }
    }
}
