package dev.accrue.billing.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Declined;
import dev.accrue.billing.Done;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.LostAnswers;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.subscription.SetPaymentMethod;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open invoice is paid once, by whatever card, or says why not. Against the simulator. */
class PayInvoiceTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final String VISA = "pm_card_visa";
    private static final String DECLINED = "pm_card_chargeCustomerFail";
    private static final String BANK_ASKS = "pm_card_authenticationRequired";

    private final LostAnswers wire = new LostAnswers();
    private final TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);

    @BeforeEach
    void start() {
        billing.start();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows("invoice.pay")
    void aNewSubscriptionWhoseCardWasDeclinedIsPaidWithAnother() {
        Subscription incomplete = subscribed(DECLINED);

        Invoice paid = pay(incomplete, PayInvoice.now().with(VISA)).orThrow();
        billing.settle();

        assertThat(paid.isPaid()).isTrue();
        assertThat(now(incomplete).isActive()).isTrue();
        assertThat(now(incomplete).isIncomplete()).isFalse();
    }

    @Test
    @Shows("invoice.pay")
    void aSubscriptionThatIsPastDueIsPaidWithItsNewCard() {
        Subscription pastDue = pastDue();
        billing.get(Billing.class)
                .subscriptions()
                .change(pastDue.id(), new SetPaymentMethod(VISA), Optional.empty())
                .orThrow();

        pay(pastDue, PayInvoice.now()).orThrow();
        billing.settle();

        assertThat(now(pastDue).isPastDue()).isFalse();
        assertThat(now(pastDue).isActive()).isTrue();
    }

    @Test
    @Shows("invoice.pay")
    void aCardThatIsDeclinedAgainIsSaidSoAndTheInvoiceStaysOpen() {
        Subscription incomplete = subscribed(DECLINED);

        assertThat(pay(incomplete, PayInvoice.now().as("one"))).isInstanceOf(Declined.class);

        assertThat(pay(incomplete, PayInvoice.now().as("one"))).isInstanceOf(Declined.class);
        assertThat(wire.count("POST", "/v1/invoices/" + invoiceOf(incomplete) + "/pay"))
                .isEqualTo(1);
        assertThat(pay(incomplete, PayInvoice.now().with(VISA).as("two"))).isInstanceOf(Done.class);
    }

    @Test
    @Shows("invoice.pay")
    void aBankThatAsksIsAnsweredByTheCustomerAndTheSameIdIsDoneThen() {
        Subscription incomplete = subscribed(DECLINED);
        PayInvoice wish = PayInvoice.now().with(BANK_ASKS).as("one");

        Outcome<Invoice> asked = pay(incomplete, wish);
        assertThat(asked).isInstanceOfSatisfying(RequiresAction.class, action -> answer(action.clientSecret()));
        billing.settle();

        assertThat(pay(incomplete, wish)).isInstanceOf(Done.class);
        assertThat(now(incomplete).isActive()).isTrue();
    }

    @Test
    void whoIsNotThereCanAnswerTheBankOnStripesPage() {
        Subscription incomplete = subscribed(DECLINED);

        boolean hosted = pay(incomplete, PayInvoice.now().with(BANK_ASKS).offSession())
                .fold(done -> false, action -> action.hostedUrl().isPresent(), declined -> false);

        assertThat(hosted).isTrue();
    }

    @Test
    void aQuestionOfTheBanksThatNobodyAnsweredCanBeAskedAgain() {
        Subscription incomplete = subscribed(BANK_ASKS);

        assertThat(pay(incomplete, PayInvoice.now()))
                .isInstanceOfSatisfying(RequiresAction.class, action -> answer(action.clientSecret()));
        billing.settle();

        assertThat(now(incomplete).isActive()).isTrue();
    }

    @Test
    @Shows("invoice.pay")
    void whatIsPaidMeanwhileIsNotPaidAgain() {
        Subscription incomplete = subscribed(DECLINED);
        new Dashboard(billing.stripe()).post("/v1/invoices/" + invoiceOf(incomplete) + "/pay", "payment_method", VISA);

        assertThatThrownBy(() -> pay(incomplete, PayInvoice.now()))
                .isInstanceOf(InvoiceNotOpenException.class)
                .hasMessageContaining("is paid");
        assertThat(billing.count("operations", "kind = 'invoice.pay'")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "paid", "void"})
    @Shows("invoice.pay")
    void whereNothingIsToBePaidNothingIsSentAndTheRefusalSaysHowItStands(String status) {
        String invoice = invoiceThatIs(status);

        assertThatThrownBy(() -> pay(invoice, PayInvoice.now().with(VISA)))
                .isInstanceOfSatisfying(InvoiceNotOpenException.class, refusal -> {
                    assertThat(refusal.invoiceId()).isEqualTo(invoice);
                    assertThat(refusal.status()).isEqualTo(status);
                });
        assertThat(wire.count("POST", "/v1/invoices/" + invoice + "/pay")).isZero();
        assertThat(billing.count("operations", "kind = 'invoice.pay'")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "uncollectible"})
    @Shows("invoice.pay")
    void whatIsStillOwedIsPaidAlsoWhenNobodyCountedOnIt(String status) {
        String invoice = invoiceThatIs(status);

        assertThat(pay(invoice, PayInvoice.now().with(VISA)).orThrow().isPaid()).isTrue();
        assertThat(wire.count("POST", "/v1/invoices/" + invoice + "/pay")).isEqualTo(1);
    }

    /** By what was done at Stripe, of which nothing was heard yet. */
    private String invoiceThatIs(String status) {
        Dashboard stripe = new Dashboard(billing.stripe());
        String invoice = status.equals("draft") ? aRenewalsDraft() : invoiceOf(subscribed(startOf(status)));
        switch (status) {
            case "void" -> stripe.post("/v1/invoices/" + invoice + "/void");
            case "uncollectible" -> stripe.post("/v1/invoices/" + invoice + "/mark_uncollectible");
            default -> {}
        }
        assertThat(stripe.get("/v1/invoices/" + invoice).getString("status")).isEqualTo(status);
        return invoice;
    }

    private static String startOf(String status) {
        return status.equals("paid") ? VISA : DECLINED;
    }

    private String aRenewalsDraft() {
        Subscription running = subscribed(VISA);
        billing.time().moveTo(running.periodEnd().orElseThrow().plus(Duration.ofMinutes(10)));
        billing.stripe().passTime();
        billing.settle();
        return invoiceOf(running);
    }

    @Test
    void ofManyWhoPayAtOnceOneDoes() {
        Subscription incomplete = subscribed(DECLINED);

        List<CompletableFuture<Boolean>> payers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> paid(incomplete, "form-" + i)))
                .toList();

        assertThat(payers.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(wire.count("POST", "/v1/invoices/" + invoiceOf(incomplete) + "/pay"))
                .isEqualTo(1);
    }

    private boolean paid(Subscription subscription, String form) {
        try {
            return pay(subscription, PayInvoice.now().with(VISA).as(form)) instanceof Done;
        } catch (InvoiceNotOpenException e) {
            return false;
        }
    }

    @Test
    void anInvoiceThatStripeDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> billing.get(Billing.class).invoices().pay("in_nobody", PayInvoice.now()))
                .isInstanceOf(RequestRefusedException.class);
    }

    private Subscription subscribed(String card) {
        billing.get(Billing.class)
                .subscriptions()
                .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith(card));
        return billing.get(Billing.class).subscriptions().of(ACME.ref()).get(0);
    }

    private Subscription pastDue() {
        Subscription running = subscribed(VISA);
        billing.get(Billing.class)
                .subscriptions()
                .change(running.id(), new SetPaymentMethod(DECLINED), Optional.empty())
                .orThrow();
        billing.settle();
        billing.time().moveTo(running.periodEnd().orElseThrow().plus(Duration.ofHours(2)));
        billing.stripe().passTime();
        billing.settle();
        assertThat(now(running).isPastDue()).isTrue();
        return running;
    }

    private Outcome<Invoice> pay(Subscription subscription, PayInvoice wish) {
        return pay(invoiceOf(subscription), wish);
    }

    private Outcome<Invoice> pay(String invoice, PayInvoice wish) {
        return billing.get(Billing.class).invoices().pay(invoice, wish);
    }

    private String invoiceOf(Subscription subscription) {
        return now(subscription).latestInvoice().orElseThrow();
    }

    private Subscription now(Subscription subscription) {
        return billing.get(Billing.class)
                .subscriptions()
                .find(subscription.id())
                .orElseThrow();
    }

    /** The customer says yes to the bank. */
    private void answer(Object secret) {
        String intent = secret.toString().replaceFirst("_secret_.*", "");
        new Dashboard(billing.stripe())
                .post("/v1/_control/payment_intents/" + intent + "/authenticate", "outcome", "success");
    }
}
