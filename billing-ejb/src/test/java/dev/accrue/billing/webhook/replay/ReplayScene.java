package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.webhook.EventState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A module with a customer's story behind it, a handler that can be broken, and an operator at the desk. */
final class ReplayScene implements AutoCloseable {

    static final String LISTENER = "listener";

    final Listener listener = new Listener(LISTENER);
    final TestBilling billing;

    private ReplayScene(TestBilling billing) {
        this.billing = billing.handling(listener);
    }

    static ReplayScene on(TestDatabase kind) {
        return new ReplayScene(TestBilling.on(kind));
    }

    ReplayScene start() {
        billing.start();
        return this;
    }

    ReplayScene with(String key, String value) {
        billing.with(key, value);
        return this;
    }

    /** Makes a customer at Stripe, whose events are told and worked off. */
    ReplayScene aCustomer(String id) {
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

    DeadLetters deadLetters() {
        return billing.get(DeadLetters.class);
    }

    Replays replays() {
        return billing.get(Replays.class);
    }

    ReplayWork work() {
        return billing.get(ReplayWork.class);
    }

    /** The operator does something. */
    <T> T operator(Supplier<T> deed) {
        try {
            return CallContext.of(Actor.operator("olga")).call(deed::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    EventEntry event(String type) {
        return deadLetters()
                .events(Filter.events().ofTypes(type), "", 1)
                .entries()
                .get(0);
    }

    EventState stateOf(UUID event) {
        return deadLetters().event(event).state();
    }

    /** Changes rows behind the module's back: time that has passed, or a failure long ago. */
    void sql(String statement, Object... parameters) {
        billing.database().doInTransaction(tx -> tx.update(statement, parameters));
    }

    void eventsAre(EventState state) {
        sql("update #webhook_events set state = ?", state);
    }

    /** Every event reached its present state so long ago. */
    void eventsAge(Duration age) {
        sql("update #webhook_events set state_since = ?", Instant.now().minus(age));
        sql("update #webhook_deliveries set state_since = ?", Instant.now().minus(age));
    }

    /** Puts copies of an event into the inbox, as many as a bulk replay needs. */
    void manyDead(int count, String objectType, String objectPrefix) {
        Instant now = Instant.now();
        billing.database().doInTransaction(tx -> {
            for (int i = 0; i < count; i++) {
                tx.update(
                        "insert into #webhook_events (id, account, livemode, event_id, endpoint, event_type,"
                                + " object_type, object_id, created_at, received_at, state, state_since, wake_at, body)"
                                + " values (?, 'platform', false, ?, 'stripe', ?, ?, ?, ?, ?, 'DEAD', ?, ?, '{}')",
                        dev.accrue.billing.time.Uuid7.at(now),
                        "evt_many_" + i,
                        objectType + ".updated",
                        objectType,
                        objectPrefix + i,
                        now,
                        now,
                        now,
                        now);
            }
        });
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
