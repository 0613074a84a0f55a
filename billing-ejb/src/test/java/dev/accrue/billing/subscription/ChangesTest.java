package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.OperationConflictException;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of a running subscription, against the simulator. */
class ChangesTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final Optional<Cancellation> TOO_EXPENSIVE =
            Optional.of(new Cancellation(Cancellation.Feedback.TOO_EXPENSIVE, Optional.of("our own words")));

    private final TestBilling billing = TestBilling.on(TestDatabase.H2);
    private Subscriptions subscriptions;
    private Subscription running;

    @BeforeEach
    void aRunningSubscription() {
        billing.start();
        subscriptions = billing.get(Billing.class).subscriptions();
        running = subscriptions
                .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    void oneThatIsCanceledAtPeriodEndRunsOnUntilThen() {
        Subscription canceling = change(new CancelAtPeriodEnd(TOO_EXPENSIVE));

        assertThat(canceling.isCanceling()).isTrue();
        assertThat(canceling.isEntitling()).isTrue();
    }

    @Test
    void whatACustomerSaidIsKeptByStripeAndNotByTheLedger() {
        change(new CancelAtPeriodEnd(TOO_EXPENSIVE));

        assertThat(billing.count("ledger_facts", "detail like '%our own words%'"))
                .isZero();
        assertThat(billing.count("operations", "request is not null")).isZero();
    }

    @Test
    void aCancellationCanBeTakenBackUntilItTakesEffect() {
        change(new CancelAtPeriodEnd(Optional.empty()));

        assertThat(change(new Resume()).isCanceling()).isFalse();
    }

    @Test
    void nothingIsTakenBackThatNobodyDid() {
        assertThatThrownBy(() -> change(new Resume()))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("nothing to take back");
    }

    @Test
    void oneThatIsCanceledNowHasEnded() {
        assertThat(change(new CancelNow(false, false, Optional.empty())).isEnded())
                .isTrue();
    }

    @Test
    void oneThatHasEndedChangesNoMore() {
        change(new CancelNow(false, false, Optional.empty()));

        assertThatThrownBy(() -> change(new CancelAtPeriodEnd(Optional.empty())))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("subscribe anew");
    }

    @Test
    void theLastItemCannotBeRemoved() {
        String item = running.items().get(0).id();

        assertThatThrownBy(() -> change(new RemoveItem(item, Proration.NONE)))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("cancel the subscription instead");
    }

    @Test
    void theSameOperationIdChangesOnce() {
        Optional<String> form = Optional.of("form-1");

        subscriptions.change(running.id(), new CancelAtPeriodEnd(Optional.empty()), form);
        subscriptions.change(running.id(), new CancelAtPeriodEnd(Optional.empty()), form);

        assertThat(billing.count("operations", "kind = 'subscription.cancel_at_period_end'"))
                .isEqualTo(1);
    }

    @Test
    void anOperationIdIsForOneWish() {
        Optional<String> form = Optional.of("form-1");
        subscriptions.change(running.id(), new CancelAtPeriodEnd(Optional.empty()), form);

        assertThatThrownBy(() -> subscriptions.change(running.id(), new CancelNow(true, true, Optional.empty()), form))
                .isInstanceOf(OperationConflictException.class);
    }

    private Subscription change(Change change) {
        return subscriptions.change(running.id(), change, Optional.empty()).orThrow();
    }
}
