package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Done;
import dev.accrue.billing.Metadata;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
