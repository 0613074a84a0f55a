package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Declined;
import dev.accrue.billing.Done;
import dev.accrue.billing.Metadata;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wishes to subscribe, fulfilled by the simulator. */
class SubscribeTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final Subscribe BASIC = Subscribe.to("price_basic_monthly");

    private final TestBilling billing = TestBilling.on(TestDatabase.H2);
    private Subscriptions subscriptions;

    @BeforeEach
    void start() {
        billing.start();
        subscriptions = billing.get(Billing.class).subscriptions();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows("subscription.create")
    void aTrialCostsNothingAndNeedsNoPaymentMethod() {
        Subscription trialing = subscribe(BASIC.trialing(Trial.days(14)));

        assertThat(trialing.isTrialing()).isTrue();
        assertThat(trialing.trialEnd())
                .hasValueSatisfying(end -> assertThat(end)
                        .isBetween(
                                billing.time().now().plus(Duration.ofDays(13)),
                                billing.time().now().plus(Duration.ofDays(15))));
    }

    @Test
    @Shows("subscription.create")
    void aTrialUntilAMomentEndsThen() {
        Instant end = billing.time().now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);

        assertThat(subscribe(BASIC.trialing(Trial.until(end))).trialEnd()).contains(end);
    }

    @Test
    @Shows("subscription.create")
    void withoutATrialItBeginsAtOnceAndIsPaidAlsoWhereAnotherOfThePriceHasOne() {
        subscribe(BASIC.trialing(Trial.days(14)).named("trial"));

        Subscription begun = subscribe(BASIC.trialing(Trial.none()).payingWith("pm_card_visa"));
        billing.settle();

        assertThat(begun.isActive()).isTrue();
        assertThat(begun.isTrialing()).isFalse();
        assertThat(billing.get(Billing.class)
                        .invoices()
                        .find(begun.latestInvoice().orElseThrow()))
                .hasValueSatisfying(first -> assertThat(first.amountPaid()).hasToString("EUR 9.00"));
    }

    @Test
    @Shows("subscription.create")
    void aPriceMayBeNamedByItsLookupKey() {
        Subscribe wish = Subscribe.toLookupKey("basic_monthly").as("form-1").payingWith("pm_card_visa");

        assertThat(subscribe(wish).items())
                .extracting(SubscriptionItem::priceId)
                .containsExactly("price_basic_monthly");
    }

    /** @see <a href="https://docs.stripe.com/products-prices/manage-prices#lookup-keys">Stripe: lookup keys</a> */
    @Test
    @Shows("subscription.create")
    void aRepeatedWishStaysWhatItWasWhenItsLookupKeyHasPassedToAnotherPrice() {
        Subscribe wish = Subscribe.toLookupKey("basic_monthly").as("form-1").payingWith("pm_card_visa");
        Subscription first = subscribe(wish);
        new Dashboard(billing.stripe())
                .post("/v1/prices/price_pro_monthly", "lookup_key", "basic_monthly", "transfer_lookup_key", "true");
        billing.settle();

        assertThat(subscribe(wish).id()).isEqualTo(first.id());
        assertThat(subscribe(wish.as("form-2")).items().get(0).priceId()).isEqualTo("price_pro_monthly");
    }

    @Test
    @Shows("subscription.create")
    void aLookupKeyThatNoPriceBearsIsRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> subscribe(Subscribe.toLookupKey("nothing")))
                .isInstanceOf(NoSuchObjectException.class)
                .hasMessageContaining("nothing");
        assertThat(billing.count("operations", "kind = 'subscription.create'")).isZero();
    }

    @Test
    @Shows("subscription.create")
    void severalItemsAreOneSubscription() {
        Subscription both = subscribe(Subscribe.to("price_basic_monthly", 2)
                .and("price_pro_monthly", 1)
                .payingWith("pm_card_visa"));

        assertThat(both.items())
                .extracting(item -> item.quantity().orElseThrow())
                .containsExactlyInAnyOrder(2L, 1L);
    }

    @Test
    @Shows("subscription.create")
    void aCustomerHasSeveralSubscriptionsByName() {
        subscribe(BASIC.payingWith("pm_card_visa"));
        subscribe(BASIC.payingWith("pm_card_visa").named("second"));

        assertThat(subscriptions.of(ACME.ref())).extracting(Subscription::name).contains("default", "second");
    }

    @Test
    @Shows("subscription.create")
    void oneThatIsInvoicedIsActiveBeforeAnybodyPaid() {
        assertThat(subscribe(BASIC.collecting(CollectionMethod.sendInvoice(30))).isActive())
                .isTrue();
    }

    @Test
    @Shows("subscription.create")
    void withoutAPaymentMethodTheCustomerIsAskedForOne() {
        Outcome<Subscription> outcome = subscriptions.subscribe(ACME, BASIC);

        assertThat(outcome).isInstanceOf(RequiresAction.class);
    }

    @Test
    @Shows("subscription.create")
    void theSubscriptionCarriesTheHostsWordsBesideTheModulesOwn() {
        JsonObject raw = raw(subscribe(BASIC.payingWith("pm_card_visa").withMetadata(Metadata.of("order", "42"))));

        assertThat(raw.getJsonObject("metadata")).containsKeys("order", "billing_name", "billing_operation");
    }

    @Test
    @Shows("subscription.create")
    void theBillingModeIsFlexibleUnlessSomebodyWantsTheOldOne() {
        Subscribe paid = BASIC.payingWith("pm_card_visa");

        assertThat(Json.text(raw(subscribe(paid)), "billing_mode", "type")).contains("flexible");
        assertThat(Json.text(raw(subscribe(paid.reckoned(BillingMode.CLASSIC))), "billing_mode", "type"))
                .contains("classic");
    }

    @Test
    @Shows("subscription.create")
    void aDiscountIsTakenOffTheFirstInvoice() {
        stripe().post("/v1/coupons", "id", "third", "percent_off", "33", "duration", "once");

        JsonObject raw = raw(subscribe(BASIC.payingWith("pm_card_visa").discountedBy(Discount.coupon("third"))));

        assertThat(total(raw)).isEqualTo(603);
    }

    @Test
    @Shows("subscription.create")
    void taxesAreComputedWhereTheCustomerIs() {
        String customer =
                billing.get(Billing.class).customers().getOrCreate(ACME).id();
        stripe().post("/v1/customers/" + customer, "address[country]", "DE", "address[postal_code]", "10115");

        Subscription taxed = subscribe(BASIC.payingWith("pm_card_visa").withAutomaticTax());

        assertThat(taxed.terms().automaticTax()).isTrue();
        assertThat(total(raw(taxed))).isGreaterThan(900);
    }

    @Test
    @Shows("subscription.create")
    void withoutALocationTaxesAreRefusedAndNothingIsMade() {
        assertThatThrownBy(() -> subscribe(BASIC.payingWith("pm_card_visa").withAutomaticTax()))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("customer_tax_location_invalid"));
        assertThat(billing.count("subscriptions", "1 = 1")).isZero();
    }

    @Test
    @Shows("subscription.create")
    void periodsFollowTheAnchor() {
        Instant anchor = in(10);

        Subscription anchored = subscribe(BASIC.payingWith("pm_card_visa").anchoredAt(anchor, Proration.NONE));

        assertThat(anchored.periodEnd()).contains(anchor);
        assertThat(anchored.latestInvoice()).isEmpty();
    }

    @Test
    @Shows("subscription.create")
    void oneMayBePlannedToEnd() {
        Instant end = in(20);

        assertThat(subscribe(BASIC.payingWith("pm_card_visa").cancelingAt(end)).cancelAt())
                .contains(end);
    }

    @Test
    @Shows("subscription.create")
    void offSessionTheCustomersOwnPaymentMethodIsCharged() {
        ownCard("pm_card_visa");

        assertThat(subscribe(BASIC.offSession()).isActive()).isTrue();
    }

    @Test
    @Shows("subscription.create")
    void offSessionACardThatIsDeclinedIsSaidSoAndGivesNoAccess() {
        ownCard("pm_card_chargeCustomerFail");

        assertThat(subscriptions.subscribe(ACME, BASIC.offSession()))
                .isInstanceOfSatisfying(
                        Declined.class, declined -> assertThat(declined.code()).isEqualTo("card_declined"));
        assertThat(subscriptions.isEntitled(ACME.ref())).isFalse();
    }

    @Test
    @Shows("subscription.create")
    void offSessionABankThatAsksLeavesTheQuestionForWhenTheCustomerIsThere() {
        ownCard("pm_card_authenticationRequired");

        assertThat(subscriptions.subscribe(ACME, BASIC.offSession().as("night")))
                .isInstanceOfSatisfying(
                        RequiresAction.class,
                        asked -> assertThat(asked.isSetup()).isFalse());
        assertThat(subscriptions.isEntitled(ACME.ref())).isFalse();
    }

    private void ownCard(String token) {
        String customer =
                billing.get(Billing.class).customers().getOrCreate(ACME).id();
        String card = stripe().post("/v1/payment_methods/" + token + "/attach", "customer", customer)
                .getString("id");
        stripe().post("/v1/customers/" + customer, "invoice_settings[default_payment_method]", card);
    }

    @Test
    @Shows({"subscription.create", "subscription.unpause"})
    void oneWhoseTrialEndsWithoutAPaymentMethodStandsStillUntilItIsResumed() {
        Subscription trialing = subscribe(BASIC.trialing(Trial.days(1), MissingPaymentMethod.PAUSE));
        passDays(2);
        assertThat(subscriptions.find(trialing.id()).orElseThrow().isPaused()).isTrue();

        subscriptions.change(trialing.id(), new SetPaymentMethod("pm_card_visa"), Optional.empty());
        Subscription resumed = subscriptions
                .change(trialing.id(), new Unpause(), Optional.empty())
                .orThrow();

        assertThat(resumed.isActive()).isTrue();
        assertThat(resumed.isPaused()).isFalse();
    }

    @Test
    @Shows("subscription.create")
    void aTrialWhoseBankAsksAboutTheCardRunsAndSaysSoUntilItIsAnswered() {
        Subscribe wish = Subscribe.to("price_basic_monthly")
                .payingWith("pm_card_authenticationRequiredOnSetup")
                .trialing(Trial.days(3))
                .as("form-1");

        assertThat(subscriptions.subscribe(ACME, wish)).isInstanceOfSatisfying(RequiresAction.class, action -> {
            assertThat(action.isSetup()).isTrue();
            answer(action.clientSecret(), "success");
        });

        assertThat(subscriptions.subscribe(ACME, wish).orThrow().isTrialing()).isTrue();
        passDays(4);
        assertThat(subscriptions.of(ACME.ref()).get(0).isActive()).isTrue();
        assertThat(subscriptions.of(ACME.ref()).get(0).isPastDue()).isFalse();
    }

    @Test
    void aTrialWhoseBankWasToldNoRunsAllTheSame() {
        Subscribe wish = Subscribe.to("price_basic_monthly")
                .payingWith("pm_card_authenticationRequiredOnSetup")
                .trialing(Trial.days(3))
                .as("form-1");

        assertThat(subscriptions.subscribe(ACME, wish))
                .isInstanceOfSatisfying(RequiresAction.class, action -> answer(action.clientSecret(), "fail"));

        assertThat(subscriptions.subscribe(ACME, wish).orThrow().isTrialing()).isTrue();
    }

    @Test
    @Shows("Subscriptions.openSetup")
    void aTrialWhoseCustomerLeftWithoutAnAnswerSaysWhatTheBankAsksUntilItIsAnswered() {
        Subscription trial = trialWhoseBankAsks();

        assertThat(subscriptions.openSetup(trial.id())).hasValueSatisfying(asked -> {
            assertThat(asked.isSetup()).isTrue();
            answer(asked.clientSecret(), "success");
        });

        assertThat(subscriptions.openSetup(trial.id())).isEmpty();
    }

    @Test
    @Shows("Subscriptions.openSetup")
    void aCardThatAnotherOneHasReplacedIsNotAskedAbout() {
        Subscription trial = trialWhoseBankAsks();

        subscriptions.change(trial.id(), new SetPaymentMethod("pm_card_visa"), Optional.empty());

        assertThat(subscriptions.openSetup(trial.id())).isEmpty();
    }

    @Test
    @Shows("Subscriptions.openSetup")
    void whatIsNoTrialWithACardHasNothingThatCouldBeAskedLater() {
        Subscription paid = subscribe(BASIC.payingWith("pm_card_visa"));
        Subscription withoutCard = subscribe(BASIC.trialing(Trial.days(3), MissingPaymentMethod.CANCEL));

        assertThat(subscriptions.openSetup(paid.id())).isEmpty();
        assertThat(subscriptions.openSetup(withoutCard.id())).isEmpty();
    }

    private Subscription trialWhoseBankAsks() {
        subscriptions.subscribe(
                ACME, BASIC.payingWith("pm_card_authenticationRequiredOnSetup").trialing(Trial.days(3)));
        return subscriptions.of(ACME.ref()).get(0);
    }

    private void answer(Object secret, String outcome) {
        String intent = secret.toString().replaceFirst("_secret_.*", "");
        stripe().post("/v1/_control/setup_intents/" + intent + "/authenticate", "outcome", outcome);
    }

    @Test
    @Shows("subscription.create")
    void orItEndsThen() {
        Subscription trialing = subscribe(BASIC.trialing(Trial.days(1), MissingPaymentMethod.CANCEL));
        passDays(2);

        assertThat(subscriptions.find(trialing.id()).orElseThrow().isEnded()).isTrue();
    }

    @Test
    @Shows("subscription.comp")
    void aSubscriptionForNothingNeedsNoPaymentMethodAndCostsNothingEver() {
        stripe().post("/v1/coupons", "id", "free", "percent_off", "100", "duration", "forever");

        Subscription free = subscriptions.comp(ACME, BASIC, "free").orThrow();
        passDays(40);

        assertThat(subscriptions.find(free.id()).orElseThrow().isActive()).isTrue();
        assertThat(billing.get(Billing.class).invoices().of(ACME.ref()))
                .hasSize(2)
                .allSatisfy(invoice -> assertThat(invoice.total()).hasToString("EUR 0.00"));
    }

    @Test
    @Shows("subscription.comp")
    void aCouponThatLeavesSomethingToPayIsRefusedBeforeAnythingIsMade() {
        stripe().post("/v1/coupons", "id", "half", "percent_off", "50", "duration", "forever");
        stripe().post("/v1/coupons", "id", "month", "percent_off", "100", "duration", "once");

        assertThatThrownBy(() -> subscriptions.comp(ACME, BASIC, "half")).hasMessageContaining("something to pay");
        assertThatThrownBy(() -> subscriptions.comp(ACME, BASIC, "month")).hasMessageContaining("it ends before");
        assertThatThrownBy(() -> subscriptions.comp(ACME, BASIC, "none")).isInstanceOf(NotForNothingException.class);
        assertThat(billing.count("operations", "kind = 'subscription.comp'")).isZero();
    }

    private void passDays(int days) {
        billing.settle();
        billing.time().moveTo(billing.time().now().plus(Duration.ofDays(days)));
        billing.stripe().passTime();
        billing.settle();
    }

    private Dashboard stripe() {
        return new Dashboard(billing.stripe());
    }

    private int total(JsonObject subscription) {
        return stripe().get("/v1/invoices/" + subscription.getString("latest_invoice"))
                .getInt("total");
    }

    private Instant in(int days) {
        return billing.time().now().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
    }

    private Subscription subscribe(Subscribe wish) {
        Outcome<Subscription> outcome = subscriptions.subscribe(ACME, wish);
        assertThat(outcome).isInstanceOf(Done.class);
        return outcome.orThrow();
    }

    private JsonObject raw(Subscription subscription) {
        return billing.database()
                .inTransaction(tx -> tx.find(
                        "select raw from #stripe_objects where object_id = ?",
                        row -> row.text("raw"),
                        subscription.id()))
                .map(Json::parse)
                .orElseThrow();
    }
}
