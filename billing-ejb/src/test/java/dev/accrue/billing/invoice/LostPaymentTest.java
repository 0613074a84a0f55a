package dev.accrue.billing.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Declined;
import dev.accrue.billing.OperationAbandonedException;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.ProbedWire;
import dev.accrue.billing.harness.ProbedWire.Break;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.subscription.Subscribe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a payment of which nobody heard: recovery finds out that it was tried, or gives it up. */
class LostPaymentTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final String DECLINED = "pm_card_chargeCustomerFail";
    private static final String BANK_ASKS = "pm_card_authenticationRequired";

    private final ProbedWire wire = new ProbedWire();
    private final TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);

    @BeforeEach
    void start() {
        billing.start();
        billing.get(Billing.class)
                .subscriptions()
                .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith(DECLINED));
        wire.commands().clear();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows("invoice.pay")
    void aDeclineOfWhichTheProcessDiedIsFoundOutAbout() {
        wire.breakNext(Break.DEATH);
        assertThatThrownBy(() -> pay(DECLINED)).isInstanceOf(ProbedWire.Death.class);
        billing.stop();
        billing.start();

        billing.recover();

        assertThat(pay(DECLINED)).isEqualTo(new Declined<>("card_declined", "generic_decline"));
        assertThat(wire.commands()).hasSize(1);
        assertThat(facts()).isEqualTo(1);
    }

    @Test
    @Shows("invoice.pay")
    void aDeclineWhoseAnswerWasLostIsFoundOutAbout() {
        lose(DECLINED, Break.AFTER);

        assertThat(pay(DECLINED)).isInstanceOf(Declined.class);
        assertThat(wire.commands()).hasSize(1);
        assertThat(facts()).isEqualTo(1);
    }

    @Test
    @Shows("invoice.pay")
    void aQuestionOfTheBanksThatGotLostIsAsked() {
        lose(BANK_ASKS, Break.AFTER);

        assertThat(pay(BANK_ASKS)).isInstanceOf(RequiresAction.class);
        assertThat(wire.commands()).hasSize(1);
    }

    @Test
    @Shows("invoice.pay")
    void aPaymentThatNeverArrivedIsGivenUpAndNoCardIsChargedLate() {
        lose(DECLINED, Break.BEFORE);

        assertThatThrownBy(() -> pay(DECLINED)).isInstanceOf(OperationAbandonedException.class);
        assertThat(wire.commands()).isEmpty();
        assertThat(facts()).isZero();
    }

    @Test
    void aDeclineOfSomebodyElseIsNotTakenForTheOneThatNeverArrived() {
        lose(DECLINED, Break.BEFORE, this::declinedInTheDashboard);

        assertThatThrownBy(() -> pay(DECLINED)).isInstanceOf(OperationAbandonedException.class);
        assertThat(facts()).isZero();
    }

    private void lose(String card, Break how) {
        lose(card, how, () -> {});
    }

    private void lose(String card, Break how, Runnable meanwhile) {
        wire.breakNext(how);
        assertThatThrownBy(() -> pay(card)).isInstanceOf(OutcomePendingException.class);
        meanwhile.run();
        billing.recover();
    }

    private void declinedInTheDashboard() {
        new Dashboard(billing.stripe()).refused("/v1/invoices/" + invoice() + "/pay");
    }

    private Outcome<Invoice> pay(String card) {
        return billing.get(Billing.class)
                .invoices()
                .pay(invoice(), PayInvoice.now().with(card).as("one"));
    }

    private String invoice() {
        return billing.get(Billing.class)
                .subscriptions()
                .of(ACME.ref())
                .get(0)
                .latestInvoice()
                .orElseThrow();
    }

    private long facts() {
        return billing.count("ledger_facts", "fact_type = 'invoice.pay'");
    }
}
