package dev.accrue.billing.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.OperationAbandonedException;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.LostAnswers;
import dev.accrue.billing.harness.Recovering;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.money.CurrencyMismatchException;
import dev.accrue.billing.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** @see <a href="https://docs.stripe.com/billing/customer/balance">Stripe: customer invoice balance</a> */
class BalancesTest {

    private static final BillableRef ACME = new BillableRef("organisation", "acme");
    private static final Billable BILLABLE = () -> ACME;
    private static final Money CREDIT = Money.ofMinor(-500, "eur");
    private static final Optional<String> FORM = Optional.of("form-1");

    private final LostAnswers wire = new LostAnswers();
    private final TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);
    private String path = "";

    @BeforeEach
    void aCustomer() {
        billing.start();
        path = "/v1/customers/"
                + billing.get(Billing.class).customers().getOrCreate(BILLABLE).id() + "/balance_transactions";
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows("customer.adjust_balance")
    void aNegativeAmountIsTheCustomersCreditAndTheMirrorKnowsItAtOnce() {
        assertThat(balances().of(ACME)).isEmpty();

        assertThat(balances().adjust(ACME, CREDIT, "an apology", FORM)).isEqualTo(CREDIT);
        assertThat(balances().of(ACME)).contains(CREDIT);
    }

    @Test
    @Shows("Balances.history")
    void theHistoryIsReadPageByPageWithTheBalanceAfterEachEntry() {
        balances().adjust(ACME, CREDIT, "an apology", Optional.empty());
        balances().adjust(ACME, Money.ofMinor(200, "eur"), "a mistake", Optional.empty());

        BalancePage newest = balances().history(ACME, Optional.empty());
        BalancePage older =
                balances().history(ACME, Optional.of(newest.entries().get(0).id()));

        assertThat(newest.entries())
                .extracting(BalanceEntry::balance)
                .containsExactly(Money.ofMinor(-300, "eur"), CREDIT);
        assertThat(older.entries()).extracting(BalanceEntry::reason).containsExactly(Optional.of("an apology"));
        assertThat(older.hasMore()).isFalse();
    }

    @Test
    @Shows("customer.adjust_balance")
    void anotherCurrencyThanTheCustomersIsRefusedBeforeAnythingIsSent() {
        balances().adjust(ACME, CREDIT, "an apology", Optional.empty());
        wire.forget();

        assertThatThrownBy(() -> balances().adjust(ACME, Money.ofMinor(-500, "usd"), "oops", Optional.empty()))
                .isInstanceOf(CurrencyMismatchException.class);
        assertThat(wire.count("POST", path)).isZero();
    }

    @Test
    void whatSomebodySaidIsNoFact() {
        balances().adjust(ACME, CREDIT, "an apology", FORM);

        assertThat(billing.count("ledger_facts", "detail like '%apology%'")).isZero();
        assertThat(billing.count("ledger_facts", "fact_type = 'customer.adjust_balance'"))
                .isEqualTo(1);
    }

    @Test
    void oneFormSentEightTimesAtOnceGivesOnce() {
        IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> balances().adjust(ACME, CREDIT, "an apology", FORM)))
                .toList()
                .forEach(one -> one.exceptionally(underWay -> null).join());

        assertThat(balances().of(ACME)).contains(CREDIT);
        assertThat(wire.count("POST", path)).isEqualTo(1);
    }

    @Test
    @Shows("customer.adjust_balance")
    void adjustmentsAtTheSameTimeAddUp() {
        List<CompletableFuture<Money>> all = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> balances().adjust(ACME, CREDIT, "an apology", Optional.of("form-" + i))))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(balances().of(ACME)).contains(Money.ofMinor(-3000, "eur"));
    }

    @Test
    void anAdjustmentWhoseAnswerWasLostIsFoundAndNotMadeAgain() {
        wire.loseIf(request -> request.method().equals("POST"));
        assertThatThrownBy(() -> balances().adjust(ACME, CREDIT, "an apology", FORM))
                .isInstanceOf(OutcomePendingException.class);
        wire.loseNothing();
        billing.stop();
        billing.start();
        Recovering.now(billing);

        assertThat(balances().adjust(ACME, CREDIT, "an apology", FORM)).isEqualTo(CREDIT);
        assertThat(Json.children(new Dashboard(billing.stripe()).get(path), "data"))
                .hasSize(1);
    }

    @Test
    void anAdjustmentThatNeverArrivedIsGivenUp() {
        wire.refuseIf(request -> request.method().equals("POST"));
        assertThatThrownBy(() -> balances().adjust(ACME, CREDIT, "an apology", FORM))
                .isInstanceOf(OutcomePendingException.class);
        wire.loseNothing();
        Recovering.now(billing);

        assertThatThrownBy(() -> balances().adjust(ACME, CREDIT, "an apology", FORM))
                .isInstanceOf(OperationAbandonedException.class);
        assertThat(Json.children(new Dashboard(billing.stripe()).get(path), "data"))
                .isEmpty();
    }

    private Balances balances() {
        return billing.get(Billing.class).balances();
    }
}
