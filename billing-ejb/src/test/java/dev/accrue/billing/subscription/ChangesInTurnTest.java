package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.harness.ProbedWire;
import dev.accrue.billing.harness.ProbedWire.Break;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.operation.SubjectLeases;
import dev.accrue.billing.operation.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several who change one subscription: each finds it as the one before has left it. */
class ChangesInTurnTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");

    private static final Change SET_AMEX = new SetPaymentMethod("pm_card_amex");

    private final ProbedWire wire = new ProbedWire();
    private TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);
    private Subscription running;

    @BeforeEach
    void start() {
        start(billing);
    }

    private void start(TestBilling started) {
        billing = started;
        billing.start();
        running = subscriptions()
                .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("subscription.adjust_quantity")
    void eightWhoAskForOneMoreMakeEightMore(TestDatabase kind) throws Exception {
        billing.close();
        start(TestBilling.on(kind));

        atOnce(8, () -> untilItIsNotBusy(new AdjustQuantity(item(), 1, Proration.NONE)));

        assertThat(now().items().get(0).quantity()).contains(9L);
    }

    @Test
    @Shows("subscription.swap")
    void whoeverComesSecondFindsWhatTheFirstHasLeft() {
        change(new CancelNow(false, false, Optional.empty()));

        assertThatThrownBy(() -> change(new Swap(item(), "price_pro_monthly", Proration.NONE)))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    @Shows("subscription.swap")
    void whoDoesNotWaitForTheTurnIsToldThatItIsBusy() {
        wire.commands().clear();

        billing.get(SubjectLeases.class).whileHolding(somebodys(), () -> {
            Thread.currentThread().interrupt(); // who is interrupted waits no longer
            assertThatThrownBy(() -> change(new Swap(item(), "price_pro_monthly", Proration.NONE)))
                    .isInstanceOf(SubscriptionBusyException.class)
                    .hasMessageContaining(running.id());
            return true;
        });

        assertThat(wire.commands()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("subscription.set_payment_method")
    void whoWaitedInVainIsToldThatItIsBusyAndSentNothing(TestDatabase kind) {
        startImpatient(kind);

        leases().whileHolding(somebodys(), () -> {
            assertThatThrownBy(() -> change(SET_AMEX)).isInstanceOf(SubscriptionBusyException.class);
            return true;
        });

        assertThat(wire.commands()).isEmpty();
        assertThat(billing.count("operations", "kind = 'subscription.set_payment_method'"))
                .isZero();
        change(SET_AMEX);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("subscription.set_payment_method")
    void aTurnThatRanOutIsTakenAndWhoeverHadItEndsNobodyElses(TestDatabase kind) throws Exception {
        startImpatient(kind);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<?> later = leases().whileHolding(somebodys(), () -> {
                    billing.letTurnsRunOut();
                    change(SET_AMEX);
                    return holdOn(taken, enough);
                })
                .orElseThrow();

        assertThatThrownBy(() -> change(SET_AMEX)).isInstanceOf(SubscriptionBusyException.class);

        enough.countDown();
        later.get();
        change(SET_AMEX);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("subscription.set_payment_method")
    void afterACrashTheNextChangeGoesAsSoonAsRecoveryHasLooked(TestDatabase kind) {
        startImpatient(kind);
        dieIn(() -> change(new SetPaymentMethod("pm_card_mastercard")), Break.DEATH);
        assertThatThrownBy(() -> change(SET_AMEX)).isInstanceOf(SubscriptionBusyException.class);

        billing.recover();

        change(SET_AMEX);
        assertThat(wire.commands()).hasSize(2);
        assertThat(billing.count("operations", "state = 'DONE' and kind = 'subscription.set_payment_method'"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void recoveryEndsNoTurnThatSomebodyElseHasTakenSince(TestDatabase kind) {
        startImpatient(kind);
        dieIn(() -> change(new SetPaymentMethod("pm_card_mastercard")), Break.DEATH);
        billing.letTurnsRunOut();

        leases().whileHolding(somebodys(), () -> {
            billing.recover();
            assertThatThrownBy(() -> change(SET_AMEX)).isInstanceOf(SubscriptionBusyException.class);
            return true;
        });

        change(SET_AMEX);
    }

    @Test
    @Shows("subscription.set_payment_method")
    void whatNeverReachedStripeIsSentLateAlthoughItsTurnWasLeft() {
        startImpatient(TestDatabase.H2);
        dieIn(() -> change(SET_AMEX), Break.DEATH_BEFORE);

        billing.recover();

        assertThat(wire.commands()).hasSize(1);
        assertThat(billing.count("operations", "state = 'DONE' and kind = 'subscription.set_payment_method'"))
                .isEqualTo(1);
    }

    @Test
    @Shows("subscription.set_payment_method")
    void whatWasAskedForSinceIsNotUndoneByWhatIsSentLate() {
        wire.breakNext(Break.BEFORE);
        assertThatThrownBy(() -> change(new SetPaymentMethod("pm_card_mastercard")))
                .isInstanceOf(OutcomePendingException.class);
        String newest = change(new SetPaymentMethod("pm_card_amex"))
                .terms()
                .defaultPaymentMethod()
                .orElseThrow();

        billing.recover();

        assertThat(now().terms().defaultPaymentMethod()).contains(newest);
        assertThat(billing.count("operations", "state = 'ABANDONED'")).isEqualTo(1);
    }

    private void startImpatient(TestDatabase kind) {
        billing.close();
        start(TestBilling.on(kind).wire(wire::over).with("billing.operations.patience", "PT0.1S"));
        wire.commands().clear();
    }

    private SubjectLeases leases() {
        return billing.get(SubjectLeases.class);
    }

    private Turn somebodys() {
        return new Turn(running.key(), "OPERATOR:somebody", "theirs");
    }

    /** Somebody takes the turn, and keeps it until it is enough. */
    private CompletableFuture<?> holdOn(CountDownLatch taken, CountDownLatch enough) {
        CompletableFuture<?> holder = CompletableFuture.runAsync(() -> leases().whileHolding(somebodys(), () -> {
            taken.countDown();
            return await(enough);
        }));
        await(taken);
        return holder;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process dies in the middle of it, and there is another. */
    private void dieIn(Runnable change, Break how) {
        wire.breakNext(how);
        assertThatThrownBy(change::run).isInstanceOf(ProbedWire.Death.class);
        billing.stop();
        billing.start();
    }

    /** Whoever's turn did not come in time changed nothing, and asks again. */
    private Subscription untilItIsNotBusy(Change change) {
        while (true) {
            try {
                return change(change);
            } catch (SubscriptionBusyException e) {
                assertThat(e.subscriptionId()).isEqualTo(running.id());
            }
        }
    }

    private Subscription change(Change change) {
        return subscriptions().change(running.id(), change, Optional.empty()).orThrow();
    }

    private Subscriptions subscriptions() {
        return billing.get(Billing.class).subscriptions();
    }

    private Subscription now() {
        return subscriptions().find(running.id()).orElseThrow();
    }

    private String item() {
        return running.items().get(0).id();
    }

    private static void atOnce(int threads, Callable<?> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(call::call);
            }
            for (Future<Object> done : pool.invokeAll(calls)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
    }
}
