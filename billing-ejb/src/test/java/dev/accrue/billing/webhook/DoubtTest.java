package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.stripe.ExampleWire;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is marked as doubtful is fetched, and never makes a worker run in circles. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoubtTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final Account PLATFORM = Account.platform(false);
    private static final ObjectKey CUSTOMER = new ObjectKey(PLATFORM, "customer", "cus_1");
    private static final ObjectKey DISCOUNT = new ObjectKey(PLATFORM, "discount", "di_1");
    private static final Instant HAPPENED = Instant.parse("2026-11-01T10:00:00Z");

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean down = new AtomicBoolean();

    @Test
    void isSettledByAFetch() {
        try (TestBilling billing = about(CUSTOMER)) {
            markDirty(billing, CUSTOMER);

            billing.drain();

            assertThat(row(billing, CUSTOMER).dirty()).isFalse();
        }
    }

    @Test
    void isLookedIntoOnceWhileStripeIsDown() {
        try (TestBilling billing = about(CUSTOMER)) {
            markDirty(billing, CUSTOMER);
            down.set(true);
            calls.set(0);

            billing.drain();

            assertThat(calls).hasValue(1);
            assertThat(row(billing, CUSTOMER).dirty()).isTrue();
        }
    }

    @Test
    void doesNotWearOutTheAttemptsOfEvents() {
        try (TestBilling billing = about(CUSTOMER)) {
            markDirty(billing, CUSTOMER);
            down.set(true);
            billing.hand("stripe", Events.full("evt_2", "customer.updated", HAPPENED, example("customer", "cus_1")));

            billing.drain();

            assertThat(billing.count("webhook_events", "event_id = 'evt_2' and state = 'FAILED' and attempts <= 2"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aboutWhatIsDeletedIsSettledByTheDeletion() {
        try (TestBilling billing = about(CUSTOMER)) {
            billing.hand("stripe", Events.full("evt_2", "customer.deleted", HAPPENED, example("customer", "cus_1")));
            billing.drain();
            markDirty(billing, CUSTOMER);

            billing.drain();

            assertThat(row(billing, CUSTOMER)).satisfies(row -> {
                assertThat(row.deleted()).isTrue();
                assertThat(row.dirty()).isFalse();
            });
        }
    }

    @Test
    void aboutWhatCannotBeReadIsTakenBack() {
        try (TestBilling billing = about(DISCOUNT)) {
            markDirty(billing, DISCOUNT);

            billing.drain();

            assertThat(row(billing, DISCOUNT).dirty()).isFalse();
        }
    }

    @Test
    void remainsWhereACommandsAnswerOverlappedAndCouldNotBeReadAgain() {
        AtomicBoolean overlap = new AtomicBoolean();
        try (TestBilling billing = TestBilling.on(TestDatabase.H2)) {
            billing.wire(simulator -> request -> {
                        var answer = simulator.send(request);
                        if (overlap.get() && request.method().equals("DELETE")) {
                            overlap.set(false);
                            billing.deliver();
                            billing.drain();
                            down.set(true);
                        } else if (down.get()) {
                            throw new IOException("down");
                        }
                        return answer;
                    })
                    .start();
            Subscription subscription = billing.get(Billing.class)
                    .subscriptions()
                    .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                    .orThrow();
            overlap.set(true);

            billing.get(Billing.class).subscriptions().cancelNow(subscription.id(), Optional.empty());

            assertThat(row(billing, new ObjectKey(PLATFORM, "subscription", subscription.id()))
                            .dirty())
                    .isTrue();
        }
    }

    private TestBilling about(ObjectKey key) {
        Transport examples = new ExampleWire(0);
        TestBilling billing = TestBilling.on(TestDatabase.H2)
                .wire(simulator -> request -> {
                    calls.incrementAndGet();
                    if (down.get()) {
                        throw new IOException("down");
                    }
                    return examples.send(request);
                })
                .start();
        billing.hand("stripe", Events.full("evt_1", key.type() + ".updated", HAPPENED, example(key.type(), key.id())));
        billing.drain();
        return billing;
    }

    private static JsonObject example(String type, String id) {
        return StripeExamples.withId(StripeExamples.of(type), id);
    }

    private static void markDirty(TestBilling billing, ObjectKey key) {
        billing.database().doInTransaction(tx -> billing.get(Mirror.class).markDirty(tx, key));
    }

    private static MirrorRow row(TestBilling billing, ObjectKey key) {
        return billing.database()
                .inTransaction(tx -> billing.get(Mirror.class).find(tx, key))
                .orElseThrow();
    }
}
