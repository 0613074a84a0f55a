package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Declined;
import dev.accrue.billing.Done;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Changes that have to be paid for before they take effect.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: pending updates</a>
 */
class PendingUpdateOutcomesTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final Optional<String> FORM = Optional.of("form-1");

    private final TestBilling billing = TestBilling.on(TestDatabase.H2);
    private Subscriptions subscriptions;
    private Subscription running;
    private Dashboard stripe;

    @BeforeEach
    void aRunningSubscription() {
        billing.start();
        stripe = new Dashboard(billing.stripe());
        subscriptions = billing.get(Billing.class).subscriptions();
        running = subscriptions
                .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
        billing.settle();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows("subscription.swap")
    void aChangeThatIsPaidForTakesEffectAtOnce() {
        assertThat(upgrade())
                .isInstanceOfSatisfying(Done.class, done -> assertThat(price()).isEqualTo("price_pro_monthly"));
    }

    @Test
    @Shows("subscription.swap")
    void aChangeThatTheBankAsksAboutChangesNothingYet() {
        payWith("pm_card_authenticationRequired");

        Outcome<Subscription> outcome = upgrade();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RequiresAction.class,
                        action -> assertThat(action.clientSecret()).contains("_secret_"));
        assertThat(price()).isEqualTo("price_basic_monthly");
        assertThat(now().pendingUpdate()).isTrue();
    }

    @Test
    @Shows("subscription.swap")
    void itTakesEffectWhenTheCustomerConfirms() {
        payWith("pm_card_authenticationRequired");
        confirm(upgrade());

        billing.settle();

        assertThat(price()).isEqualTo("price_pro_monthly");
        assertThat(now().pendingUpdate()).isFalse();
        assertThat(upgrade()).isInstanceOf(Done.class);
        assertThat(billing.count("ledger_facts", "fact_type = 'customer.subscription.pending_update_applied'"))
                .isEqualTo(1);
    }

    @Test
    @Shows("subscription.swap")
    void aChangeWhosePaymentIsDeclinedChangesNothing() {
        payWith("pm_card_chargeCustomerFail");

        assertThat(upgrade())
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.code()).isEqualTo("card_declined"));
        assertThat(price()).isEqualTo("price_basic_monthly");
        assertThat(now().isActive()).isTrue();
    }

    @Test
    @Shows("subscription.swap")
    void askedAgainAfterItExpiredItIsDeclined() {
        payWith("pm_card_chargeCustomerFail");
        upgrade();

        billing.time().moveTo(billing.time().now().plus(Duration.ofHours(24)));
        billing.stripe().passTime();
        billing.settle();

        assertThat(upgrade()).isEqualTo(new Declined<Subscription>(OpenPayment.EXPIRED, ""));
        assertThat(price()).isEqualTo("price_basic_monthly");
        assertThat(billing.count("ledger_facts", "fact_type = 'customer.subscription.pending_update_expired'"))
                .isEqualTo(1);
    }

    @Test
    @Shows("subscription.drop_pending_update")
    void whatWaitsCanBeGivenUp() {
        payWith("pm_card_chargeCustomerFail");
        upgrade();

        Subscription dropped = subscriptions
                .change(running.id(), new DropPendingUpdate(), Optional.empty())
                .orThrow();

        assertThat(dropped.pendingUpdate()).isFalse();
        assertThat(price()).isEqualTo("price_basic_monthly");
    }

    @Test
    @Shows("subscription.drop_pending_update")
    void whatDoesNotWaitCannotBeGivenUp() {
        assertThatThrownBy(() -> subscriptions.change(running.id(), new DropPendingUpdate(), Optional.empty()))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("no change waits");
    }

    @Test
    @Shows("subscription.set_quantity")
    void oneThatIsInvoicedWaitsForNothing() {
        change(new SetCollectionMethod(CollectionMethod.sendInvoice(30)));

        Subscription more = change(new SetQuantity(item(), 5, Proration.ALWAYS_INVOICE));

        assertThat(more.pendingUpdate()).isFalse();
        assertThat(more.items().get(0).quantity()).contains(5L);
    }

    @Test
    @Shows("subscription.end_trial")
    void aTrialWhoseFirstPaymentIsDeclinedGoesOn() {
        running = subscriptions
                .subscribe(
                        ACME,
                        Subscribe.to("price_basic_monthly")
                                .payingWith("pm_card_chargeCustomerFail")
                                .trialing(Trial.days(7)))
                .orThrow();

        assertThat(subscriptions.change(running.id(), new EndTrial(), FORM)).isInstanceOf(Declined.class);
        assertThat(now().isTrialing()).isTrue();
    }

    @Test
    void theLedgerSaysThatAChangeWaits() {
        payWith("pm_card_chargeCustomerFail");
        upgrade();

        assertThat(billing.count("ledger_facts", "fact_type = 'subscription.swap' and detail like '%awaits_payment%'"))
                .isEqualTo(1);
    }

    private Outcome<Subscription> upgrade() {
        return subscriptions.change(
                running.id(), new Swap(item(), "price_pro_monthly", Proration.ALWAYS_INVOICE), FORM);
    }

    private void confirm(Outcome<Subscription> outcome) {
        String secret = outcome.fold(done -> "", RequiresAction::clientSecret, declined -> "");
        String intent = secret.substring(0, secret.indexOf("_secret_"));
        stripe.post("/v1/_control/payment_intents/" + intent + "/authenticate", "outcome", "success");
    }

    private void payWith(String card) {
        change(new SetPaymentMethod(card));
    }

    private Subscription change(Change change) {
        return subscriptions.change(running.id(), change, Optional.empty()).orThrow();
    }

    private Subscription now() {
        return subscriptions.find(running.id()).orElseThrow();
    }

    private String item() {
        return running.items().get(0).id();
    }

    private String price() {
        return now().items().get(0).priceId();
    }
}
