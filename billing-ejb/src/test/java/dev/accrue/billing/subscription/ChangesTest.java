package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Metadata;
import dev.accrue.billing.OperationConflictException;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.stripe.StripeParameters;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    @Shows("subscription.cancel_at_period_end")
    void oneThatIsCanceledAtPeriodEndRunsOnUntilThen() {
        Subscription canceling = change(new CancelAtPeriodEnd(TOO_EXPENSIVE));

        assertThat(canceling.isCanceling()).isTrue();
        assertThat(canceling.isEntitling()).isTrue();
    }

    static List<Change> cancellations() {
        return List.of(
                new CancelNow(false, false, TOO_EXPENSIVE),
                new CancelAt(later(10), TOO_EXPENSIVE),
                new CancelAtPeriodEnd(TOO_EXPENSIVE));
    }

    @ParameterizedTest
    @MethodSource("cancellations")
    @Shows({"subscription.cancel", "subscription.cancel_at", "subscription.cancel_at_period_end"})
    void whatACustomerSaidIsKeptByStripeAndNotByTheLedger(Change cancellation) {
        Subscription canceled = change(cancellation);

        assertThat(Json.text(raw(canceled), "cancellation_details", "comment")).contains("our own words");
        assertThat(Json.text(raw(canceled), "cancellation_details", "feedback")).contains("too_expensive");
        assertThat(canceled.ending().feedback()).contains("too_expensive");
        assertThat(canceled.ending().reason()).contains("cancellation_requested");
        assertThat(billing.count("ledger_facts", "detail like '%our own words%'"))
                .isZero();
        assertThat(billing.count("operations", "request is not null")).isZero();
    }

    @Test
    @Shows("subscription.resume")
    void aCancellationCanBeTakenBackUntilItTakesEffect() {
        change(new CancelAtPeriodEnd(Optional.empty()));

        assertThat(change(new Resume()).isCanceling()).isFalse();
    }

    @Test
    @Shows("subscription.resume")
    void nothingIsTakenBackThatNobodyDid() {
        assertThatThrownBy(() -> change(new Resume()))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("nothing to take back");
    }

    @Test
    @Shows("subscription.cancel")
    void oneThatIsCanceledNowHasEnded() {
        assertThat(change(new CancelNow(false, false, Optional.empty())).isEnded())
                .isTrue();
    }

    /** @see <a href="https://docs.stripe.com/api/subscriptions/cancel">Stripe: prorate</a> */
    @Test
    @Shows("subscription.cancel")
    void unusedTimeThatIsNotInvoicedNowIsACreditForTheNextInvoice() {
        billing.time().moveTo(later(15));

        change(new CancelNow(true, false, Optional.empty()));
        billing.settle();

        assertThat(pendingItems())
                .singleElement()
                .satisfies(credit -> assertThat(credit.getInt("amount")).isBetween(-500, -400));
        assertThat(billing.get(Billing.class).invoices().of(ACME.ref())).hasSize(1);
    }

    @Test
    @Shows("subscription.cancel")
    void unusedTimeIsLostUnlessItIsProrated() {
        change(new CancelNow(false, false, Optional.empty()));

        assertThat(pendingItems()).isEmpty();
    }

    @Test
    void oneThatHasEndedChangesNoMore() {
        change(new CancelNow(false, false, Optional.empty()));

        assertThatThrownBy(() -> change(new CancelAtPeriodEnd(Optional.empty())))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("subscribe anew");
    }

    @Test
    @Shows("subscription.remove_item")
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

    @Test
    @Shows("subscription.swap")
    void aSwapKeepsTheQuantityTheOtherItemsAndTheMetadata() {
        change(new AddItem("price_team_monthly", 3, Proration.NONE));
        change(new SetMetadata(Metadata.of("order", "42")));
        change(new SetQuantity(itemOf("price_basic_monthly"), 7, Proration.NONE));

        Subscription swapped = change(new Swap(itemOf("price_basic_monthly"), "price_pro_monthly", Proration.NONE));

        assertThat(quantities(swapped)).containsOnly(entry("price_pro_monthly", 7L), entry("price_team_monthly", 3L));
        assertThat(raw(swapped).getJsonObject("metadata")).containsKeys("order", "billing_name");
    }

    @Test
    @Shows("subscription.swap")
    void aSwapToAPriceThatIsThereIsRefused() {
        change(new AddItem("price_team_monthly", 1, Proration.NONE));

        assertThatThrownBy(() -> change(new Swap(itemOf("price_basic_monthly"), "price_team_monthly", Proration.NONE)))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("change that one's quantity");
    }

    @Test
    @Shows({"subscription.add_item", "subscription.remove_item"})
    void itemsComeAndGo() {
        assertThat(quantities(change(new AddItem("price_pro_monthly", 2, Proration.NONE))))
                .containsEntry("price_pro_monthly", 2L);
        assertThat(quantities(change(new RemoveItem(itemOf("price_pro_monthly"), Proration.NONE))))
                .containsOnlyKeys("price_basic_monthly");
    }

    @Test
    @Shows({"subscription.set_quantity", "subscription.adjust_quantity"})
    void quantitiesAreSetAndCounted() {
        String item = itemOf("price_basic_monthly");

        assertThat(quantities(change(new SetQuantity(item, 5, Proration.NONE)))).containsValue(5L);
        assertThat(quantities(change(new AdjustQuantity(item, 2, Proration.NONE))))
                .containsValue(7L);
        assertThat(quantities(change(new AdjustQuantity(item, -3, Proration.NONE))))
                .containsValue(4L);
    }

    @Test
    @Shows("subscription.adjust_quantity")
    void fewerThanOneIsNone() {
        assertThatThrownBy(() -> change(new AdjustQuantity(itemOf("price_basic_monthly"), -1, Proration.NONE)))
                .isInstanceOf(ChangeNotAllowedException.class)
                .hasMessageContaining("remove the item instead");
    }

    @Test
    @Shows("subscription.change_items")
    void severalItemsChangeAtOnce() {
        Subscription changed = change(ChangeItems.of(
                new AddItem("price_team_monthly", 2, Proration.NONE),
                new RemoveItem(itemOf("price_basic_monthly"), Proration.NONE)));

        assertThat(quantities(changed)).containsOnly(entry("price_team_monthly", 2L));
    }

    @Test
    @Shows("subscription.change_items")
    void severalItemsChangeOnceEach() {
        String item = itemOf("price_basic_monthly");
        ChangeItems twice = ChangeItems.of(
                new SetQuantity(item, 2, Proration.NONE), new Swap(item, "price_pro_monthly", Proration.NONE));

        assertThatThrownBy(() -> change(twice)).hasMessageContaining("named twice");
        assertThatThrownBy(() -> ChangeItems.of(
                        new SetQuantity(item, 2, Proration.NONE),
                        new AddItem("price_pro_monthly", 1, Proration.ALWAYS_INVOICE)))
                .hasMessageContaining("same proration");
    }

    @Test
    @Shows({"subscription.pause", "subscription.unpause"})
    void collectionIsPausedAndGoesOn() {
        assertThat(change(new Pause(Pause.Behavior.KEEP_AS_DRAFT, Optional.empty()))
                        .collectionPaused())
                .isTrue();
        assertThat(change(new Unpause()).collectionPaused()).isFalse();
    }

    @Test
    @Shows("subscription.pause")
    void aPauseMayEndByItself() {
        Instant end = later(10);

        JsonObject paused = raw(change(new Pause(Pause.Behavior.MARK_UNCOLLECTIBLE, Optional.of(end))));

        assertThat(Json.moment(paused, "pause_collection", "resumes_at")).contains(end);
        assertThat(Json.text(paused, "pause_collection", "behavior")).contains("mark_uncollectible");
    }

    @Test
    @Shows("subscription.pause")
    void aPauseThatEndedByItselfIsOverInTheMirrorToo() {
        change(new Pause(Pause.Behavior.VOID, Optional.of(later(10))));
        passTo(later(9));
        assertThat(mirrored().collectionPaused()).isTrue();

        passTo(later(11));

        assertThat(mirrored().collectionPaused()).isFalse();
        assertThat(mirrored().isActive()).isTrue();
    }

    @Test
    @Shows({"subscription.extend_trial", "subscription.end_trial"})
    void aTrialIsExtendedAndEnded() {
        running = subscribe(
                Subscribe.to("price_basic_monthly").payingWith("pm_card_visa").trialing(Trial.days(7)));
        Instant end = later(20);

        assertThat(change(new ExtendTrial(end)).trialEnd()).contains(end);
        assertThat(change(new EndTrial()).isTrialing()).isFalse();
    }

    @Test
    @Shows("subscription.set_trial_end_behavior")
    void aTrialWithoutPaymentMethodEndsAsWasSaidLast() {
        running = subscribe(
                Subscribe.to("price_basic_monthly").trialing(Trial.days(7), MissingPaymentMethod.CREATE_INVOICE));

        change(new SetTrialEndBehavior(MissingPaymentMethod.CANCEL));
        passTo(later(8));

        assertThat(mirrored().isEnded()).isTrue();
    }

    @Test
    @Shows("subscription.cancel_at")
    void aPlannedEndIsTheSameAtStripeAndInTheMirrorAndComes() {
        Instant end = later(10);

        Subscription planned = change(new CancelAt(end, Optional.empty()));

        assertThat(Json.moment(raw(planned), "cancel_at")).contains(end);
        assertThat(mirrored().cancelAt()).contains(end);
        passTo(end.plusSeconds(60));
        assertThat(mirrored().isEnded()).isTrue();
    }

    @Test
    @Shows({"subscription.cancel_at", "subscription.resume"})
    void aPlannedEndCanBeTakenBack() {
        assertThat(change(new CancelAt(later(10), TOO_EXPENSIVE)).isCanceling()).isTrue();
        assertThat(change(new Resume()).isCanceling()).isFalse();
    }

    @Test
    @Shows("subscription.set_metadata")
    void metadataIsMergedAndStaysPossibleAfterTheEnd() {
        change(new SetMetadata(Metadata.of("order", "42").with("colour", "red")));
        change(new CancelNow(false, false, Optional.empty()));

        JsonObject metadata = raw(change(
                        new SetMetadata(Metadata.of("order", "43").without("colour"))))
                .getJsonObject("metadata");

        assertThat(metadata.getString("order")).isEqualTo("43");
        assertThat(metadata).doesNotContainKey("colour").containsKey("billing_name");
    }

    @Test
    @Shows({"subscription.set_payment_method", "subscription.set_collection_method"})
    void howItIsPaidForChangesAlone() {
        String card = Json.text(raw(running), "default_payment_method").orElseThrow();

        assertThat(Json.text(raw(change(new SetPaymentMethod("pm_card_mastercard"))), "default_payment_method"))
                .isPresent()
                .isNotEqualTo(Optional.of(card));
        assertThat(change(new SetCollectionMethod(CollectionMethod.sendInvoice(14)))
                        .collection())
                .isEqualTo(CollectionMethod.sendInvoice(14));
    }

    @Test
    @Shows("subscription.set_discounts")
    void discountsComeAndGo() {
        Dashboard stripe = new Dashboard(billing.stripe());
        stripe.post("/v1/coupons", "id", "third", "percent_off", "33", "duration", "forever");

        Subscription discounted = change(new SetDiscounts(List.of(Discount.coupon("third"))));

        assertThat(discounted.terms().discounts()).hasSize(1);
        assertThat(change(new SetDiscounts(List.of())).terms().discounts()).isEmpty();
    }

    @Test
    @Shows("subscription.set_automatic_tax")
    void taxesAreSwitched() {
        new Dashboard(billing.stripe())
                .post(
                        "/v1/customers/" + running.customerId(),
                        "address[country]",
                        "DE",
                        "address[postal_code]",
                        "10115");

        assertThat(change(new SetAutomaticTax(true)).terms().automaticTax()).isTrue();
        assertThat(change(new SetAutomaticTax(false)).terms().automaticTax()).isFalse();
    }

    @Test
    void everyWordThatIsSentIsOneOfStripes() {
        String item = itemOf("price_basic_monthly");
        List<Change> changes = List.of(
                new Swap(item, "price_2", Proration.ALWAYS_INVOICE),
                new AddItem("price_2", 1, Proration.NONE),
                new RemoveItem(item, Proration.CREATE_PRORATIONS),
                new CancelAt(later(3), TOO_EXPENSIVE),
                new CancelAtPeriodEnd(TOO_EXPENSIVE),
                new CancelNow(true, true, TOO_EXPENSIVE),
                new EndTrial(),
                new ExtendTrial(later(3)),
                new Pause(Pause.Behavior.VOID, Optional.of(later(3))),
                new Resume(),
                new Unpause(),
                new SetDiscounts(List.of(Discount.coupon("c"), Discount.present("di_1"))),
                new SetMetadata(Metadata.of("order", "42")),
                new SetPaymentMethod("pm_1"),
                new SetCollectionMethod(CollectionMethod.sendInvoice(3)),
                new SetAutomaticTax(true));

        assertThat(changes)
                .allSatisfy(change -> assertThat(StripeParameters.unknown(
                                change.command(running).kind(),
                                change.command(running).parameters()))
                        .isEmpty());
    }

    /** What Stripe would put on the customer's next invoice. */
    private List<JsonObject> pendingItems() {
        return Json.children(
                new Dashboard(billing.stripe())
                        .get("/v1/invoiceitems", "customer", running.customerId(), "pending", "true"),
                "data");
    }

    private Map<String, Long> quantities(Subscription subscription) {
        return subscription.items().stream()
                .collect(Collectors.toMap(
                        SubscriptionItem::priceId, item -> item.quantity().orElseThrow()));
    }

    private String itemOf(String price) {
        return subscriptions.find(running.id()).orElseThrow().items().stream()
                .filter(item -> item.priceId().equals(price))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void passTo(Instant moment) {
        billing.time().moveTo(moment);
        billing.stripe().passTime();
        billing.settle();
    }

    private Subscription mirrored() {
        return subscriptions.find(running.id()).orElseThrow();
    }

    private static Instant later(int days) {
        return Instant.now().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
    }

    private JsonObject raw(Subscription subscription) {
        return new Dashboard(billing.stripe()).get("/v1/subscriptions/" + subscription.id());
    }

    private Subscription subscribe(Subscribe wish) {
        return subscriptions.subscribe(ACME, wish).orThrow();
    }

    private Subscription change(Change change) {
        return subscriptions.change(running.id(), change, Optional.empty()).orThrow();
    }
}
