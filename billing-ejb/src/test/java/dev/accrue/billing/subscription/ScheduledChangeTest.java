package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.subscription.ScheduledChange.Item;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A downgrade at the end of the period.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules">Stripe: subscription
 *     schedules</a>
 */
class ScheduledChangeTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final String SWAP = "subscription.swap_at_period_end";
    private static final String DROP = "subscription.drop_scheduled_change";

    private final TestBilling billing = TestBilling.on(TestDatabase.H2);
    private Subscriptions subscriptions;
    private Dashboard stripe;
    private Subscription running;

    @BeforeEach
    void aRunningSubscription() {
        billing.start();
        stripe = new Dashboard(billing.stripe());
        subscriptions = billing.get(Billing.class).subscriptions();
        running = subscriptions
                .subscribe(ACME, Subscribe.to("price_pro_monthly", 3).payingWith("pm_card_visa"))
                .orThrow();
        billing.settle();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows(SWAP)
    void theCustomerKeepsWhatIsPaidAndSeesWhatComes() {
        Subscription now = downgrade();

        assertThat(price(now)).isEqualTo("price_pro_monthly");
        assertThat(now.scheduledChange()).hasValueSatisfying(change -> {
            assertThat(change.from()).isEqualTo(running.periodEnd().orElseThrow());
            assertThat(change.items()).containsExactly(new Item("price_basic_monthly", Optional.of(3L)));
        });
        assertThat(subscriptions.where(SubscriptionPredicate.CHANGING, 10)).hasSize(1);
    }

    @Test
    @Shows(SWAP)
    void theRenewalBillsTheNewPriceAndNothingElse() {
        downgrade();

        passTo(periodEnd().plus(Duration.ofHours(2)));

        assertThat(price(now())).isEqualTo("price_basic_monthly");
        assertThat(now().scheduledChange()).isEmpty();
        assertThat(latestInvoice().getInt("total")).isEqualTo(3 * amount("price_basic_monthly"));
        assertThat(Json.children(latestInvoice(), "lines")).hasSize(1);
    }

    @Test
    @Shows(SWAP)
    void theScheduleLetsGoSoonAfter() {
        downgrade();

        passTo(periodEnd().plus(Duration.ofDays(2)));

        assertThat(now().terms().scheduleId()).isEmpty();
        assertThat(price(now())).isEqualTo("price_basic_monthly");
    }

    @Test
    @Shows(SWAP)
    void fewerOfTheSameCountFromTheNextPeriodOn() {
        change(new SwapAtPeriodEnd(
                List.of(new SwapAtPeriodEnd.ItemSwap(item(), "price_pro_monthly", Optional.of(1L)))));

        passTo(periodEnd().plus(Duration.ofHours(2)));

        assertThat(now().items().get(0).quantity()).contains(1L);
        assertThat(latestInvoice().getInt("total")).isEqualTo(amount("price_pro_monthly"));
    }

    @Test
    @Shows(SWAP)
    void aLaterWishTakesThePlaceOfTheFirst() {
        downgrade();

        Subscription now = change(new SwapAtPeriodEnd(
                List.of(new SwapAtPeriodEnd.ItemSwap(item(), "price_team_monthly", Optional.of(2L)))));

        assertThat(now.scheduledChange().orElseThrow().items())
                .containsExactly(new Item("price_team_monthly", Optional.of(2L)));
    }

    @Test
    @Shows(SWAP)
    void discountsOutliveTheChange() {
        stripe.post("/v1/coupons", "id", "half", "percent_off", "50", "duration", "forever");
        change(new SetDiscounts(List.of(Discount.coupon("half"))));
        downgrade();

        passTo(periodEnd().plus(Duration.ofHours(2)));

        assertThat(latestInvoice().getInt("total")).isEqualTo(3 * amount("price_basic_monthly") / 2);
    }

    @Test
    @Shows(SWAP)
    void aTrialKeepsItsEndAndThenCostsTheNewPrice() {
        running = subscriptions
                .subscribe(
                        ACME,
                        Subscribe.to("price_pro_monthly")
                                .payingWith("pm_card_visa")
                                .trialing(Trial.days(14)))
                .orThrow();
        downgrade();

        passTo(periodEnd().plus(Duration.ofHours(2)));

        assertThat(price(now())).isEqualTo("price_basic_monthly");
        assertThat(latestInvoice().getInt("total")).isEqualTo(amount("price_basic_monthly"));
    }

    @Test
    @Shows({SWAP, "subscription.set_payment_method"})
    void anotherPaymentMethodPaysWhatIsScheduled() {
        downgrade();

        change(new SetPaymentMethod("pm_card_mastercard"));
        passTo(periodEnd().plus(Duration.ofHours(2)));

        assertThat(price(now())).isEqualTo("price_basic_monthly");
        assertThat(brandThatPaid()).isEqualTo("mastercard");
    }

    @Test
    @Shows("subscription.set_payment_method")
    void aPaymentMethodThatAScheduledChangeBringsIsNotReplacedInVain() {
        String schedule = downgrade().terms().scheduleId().orElseThrow();
        String card = stripe.post("/v1/payment_methods/pm_card_amex/attach", "customer", running.customerId())
                .getString("id");
        stripe.post(
                "/v1/subscription_schedules/" + schedule,
                "phases[0][items][0][price]",
                "price_pro_monthly",
                "phases[0][items][0][quantity]",
                "3",
                "phases[0][end_date]",
                "" + periodEnd().getEpochSecond(),
                "phases[1][items][0][price]",
                "price_basic_monthly",
                "phases[1][duration][interval]",
                "day",
                "phases[1][default_payment_method]",
                card);

        assertThatThrownBy(() -> change(new SetPaymentMethod("pm_card_mastercard")))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("DropScheduledChange");
    }

    @Test
    @Shows(SWAP)
    void whatAScheduleWouldOverwriteIsRefusedWithTheWayOut() {
        downgrade();

        assertThatThrownBy(() -> change(new CancelAtPeriodEnd(Optional.empty())))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("DropScheduledChange");
    }

    @Test
    @Shows(SWAP)
    void aScheduleThatHasNothingMoreToDoDoesNotStandInTheWay() {
        downgrade();
        passTo(periodEnd().plus(Duration.ofHours(2)));
        assertThat(now().terms().scheduleId()).isPresent();

        Subscription now = change(new CancelAtPeriodEnd(Optional.empty()));

        assertThat(now.isCanceling()).isTrue();
    }

    @Test
    @Shows(SWAP)
    void aScheduleOfSeveralChangesIsNotTouched() {
        JsonObject schedule = stripe.post("/v1/subscription_schedules", "from_subscription", running.id());
        stripe.post(
                "/v1/subscription_schedules/" + schedule.getString("id"),
                "phases[0][items][0][price]",
                "price_pro_monthly",
                "phases[0][items][0][quantity]",
                "3",
                "phases[0][end_date]",
                "" + periodEnd().getEpochSecond(),
                "phases[1][items][0][price]",
                "price_basic_monthly",
                "phases[1][duration][interval]",
                "month",
                "phases[2][items][0][price]",
                "price_team_monthly",
                "phases[2][duration][interval]",
                "month");

        assertThatThrownBy(this::downgrade)
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("more than the next period");
    }

    /**
     * Stripe aborts the schedule of a subscription that it ends because nobody pays.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/webhooks#events">Stripe: subscription events</a>
     */
    @Test
    @Shows(SWAP)
    void nothingIsToComeAnyMoreWhenStripeGivesUp() {
        change(new SetPaymentMethod("pm_card_chargeCustomerFail"));
        passTo(periodEnd().plus(Duration.ofHours(2)));
        assertThat(downgrade().scheduledChange()).isPresent();

        passTo(periodEnd().plus(Duration.ofDays(20)));

        assertThat(now().isEnded()).isTrue();
        assertThat(now().scheduledChange()).isEmpty();
        assertThat(subscriptions.where(SubscriptionPredicate.CHANGING, 10)).isEmpty();
    }

    @Test
    @Shows(DROP)
    void takenBackItChangesNothing() {
        downgrade();

        Subscription now = change(new DropScheduledChange());
        passTo(periodEnd().plus(Duration.ofHours(2)));

        assertThat(now.scheduledChange()).isEmpty();
        assertThat(price(now())).isEqualTo("price_pro_monthly");
        assertThat(latestInvoice().getInt("total")).isEqualTo(3 * amount("price_pro_monthly"));
    }

    @Test
    @Shows(SWAP)
    void aPreviewOfTheSwapWithoutProrationsSaysWhatTheRenewalCosts() {
        Preview preview = billing.get(Billing.class)
                .previews()
                .ofChange(running.id(), new Swap(item(), "price_basic_monthly", Proration.NONE));
        downgrade();

        passTo(periodEnd().plus(Duration.ofHours(2)));

        assertThat(preview.invoice().total().minor()).isEqualTo(latestInvoice().getInt("total"));
    }

    /** The schedule and its subscription are two objects, whose events come in any order and again and again. */
    @Test
    @Shows({SWAP, DROP})
    void eventsInAnyOrderTellTheSame() {
        downgrade();
        change(new DropScheduledChange());
        downgrade();
        List<JsonObject> backwards = stripe.events();
        Collections.reverse(backwards);

        backwards.forEach(event -> billing.hand("stripe", event));
        billing.settle();

        assertThat(now().scheduledChange())
                .hasValueSatisfying(change ->
                        assertThat(change.from()).isEqualTo(running.periodEnd().orElseThrow()));
    }

    private Subscription downgrade() {
        return change(SwapAtPeriodEnd.of(item(), "price_basic_monthly"));
    }

    private Subscription change(Change change) {
        return subscriptions.change(running.id(), change, Optional.empty()).orThrow();
    }

    private void passTo(Instant moment) {
        billing.time().moveTo(moment);
        billing.stripe().passTime();
        billing.settle();
    }

    private Instant periodEnd() {
        return running.periodEnd().orElseThrow();
    }

    private Subscription now() {
        return subscriptions.find(running.id()).orElseThrow();
    }

    private String item() {
        return running.items().get(0).id();
    }

    private static String price(Subscription subscription) {
        return subscription.items().get(0).priceId();
    }

    private JsonObject latestInvoice() {
        return stripe.get("/v1/invoices/" + now().latestInvoice().orElseThrow());
    }

    private String brandThatPaid() {
        JsonObject charge = Json.children(stripe.get("/v1/charges", "customer", running.customerId()), "data")
                .get(0);
        return Json.text(charge, "payment_method_details", "card", "brand").orElseThrow();
    }

    private int amount(String price) {
        return stripe.get("/v1/prices/" + price).getInt("unit_amount");
    }
}
