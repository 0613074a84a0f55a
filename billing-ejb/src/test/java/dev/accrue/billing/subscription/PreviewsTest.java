package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Metadata;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.customer.Customer;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.LostAnswers;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.invoice.Invoice;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.operation.OperationRecovery;
import dev.accrue.billing.tax.Address;
import dev.accrue.billing.tax.TaxLocation;
import dev.accrue.billing.tax.TaxLocationInvalidException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is previewed is what happens, or nothing happens. Against the simulator. */
class PreviewsTest {

    private static final Billable ACME = () -> new BillableRef("organisation", "acme");
    private static final Billable OTHER = () -> new BillableRef("organisation", "other");
    private static final Optional<String> FORM = Optional.of("form-1");

    private final LostAnswers wire = new LostAnswers();
    private final TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);
    private Subscriptions subscriptions;
    private Previews previews;
    private Subscription running;

    @BeforeEach
    void aSubscriptionInTheMiddleOfItsPeriod() {
        billing.start();
        subscriptions = billing.get(Billing.class).subscriptions();
        previews = billing.get(Billing.class).previews();
        running = subscriptions
                .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
        billing.time().moveTo(billing.time().now().plus(Duration.ofDays(12)));
        new Dashboard(billing.stripe()).post("/v1/coupons", "id", "FIFTH", "percent_off", "20", "duration", "forever");
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    /** Every kind of change that an invoice shows, with whether it is paid for at once. */
    static Stream<Arguments> changes() {
        return Stream.of(
                arguments(change("swap now", item -> swap(item, Proration.ALWAYS_INVOICE)), true),
                arguments(change("swap, paid later", item -> swap(item, Proration.CREATE_PRORATIONS)), false),
                arguments(change("swap, not prorated", item -> swap(item, Proration.NONE)), false),
                arguments(
                        change("one more item", item -> new AddItem("price_pro_monthly", 2, Proration.ALWAYS_INVOICE)),
                        true),
                arguments(change("seven", item -> new SetQuantity(item, 7, Proration.CREATE_PRORATIONS)), false),
                arguments(change("two more", item -> new AdjustQuantity(item, 2, Proration.ALWAYS_INVOICE)), true),
                arguments(
                        change(
                                "several at once",
                                item -> new ChangeItems(List.of(
                                        new SetQuantity(item, 2, Proration.ALWAYS_INVOICE),
                                        new AddItem("price_pro_monthly", 1, Proration.ALWAYS_INVOICE)))),
                        true),
                arguments(change("a discount", item -> new SetDiscounts(List.of(Discount.coupon("FIFTH")))), false),
                arguments(
                        change(
                                "an invoice to be paid later",
                                item -> new SetCollectionMethod(CollectionMethod.sendInvoice(14))),
                        false),
                arguments(change("cancel at period end", item -> new CancelAtPeriodEnd(Optional.empty())), false),
                arguments(change("a note", item -> new SetMetadata(Metadata.of("order", "42"))), false),
                arguments(change("pause", item -> new Pause(Pause.Behavior.VOID, Optional.empty())), false));
    }

    @ParameterizedTest
    @MethodSource("changes")
    @Shows("Previews.apply")
    void whatIsAppliedCostsWhatWasShown(Function<String, Change> change, boolean atOnce) {
        Preview preview = previews.ofChange(running.id(), change.apply(item()));
        billing.time().moveTo(billing.time().now().plusSeconds(700));

        Subscription changed =
                previews.apply(running.id(), preview.token(), FORM).orThrow();

        assertThat(preview.dueAtOnce()).isEqualTo(atOnce);
        assertThat(differences()).isZero();
        assertThat(owed(changed)).isEqualTo(preview.dueNow());
        assertThat(invoices()).hasSize(atOnce ? 2 : 1);
    }

    @Test
    void anItemThatIsRemovedIsPaidBack() {
        Subscription two = subscribe(
                Subscribe.to("price_basic_monthly").and("price_pro_monthly", 1).payingWith("pm_card_visa"));

        Preview preview = applied(two, new RemoveItem(two.items().get(1).id(), Proration.ALWAYS_INVOICE));

        assertThat(preview.dueAtOnce()).isTrue();
        assertThat(preview.invoice().total().isNegative()).isTrue();
        assertThat(differences()).isZero();
    }

    @Test
    void aPlannedEndAfterTheNextRenewalLeavesThatAsItIs() {
        Instant end = running.periodEnd().orElseThrow().plus(Duration.ofDays(20));

        Preview preview = applied(running, new CancelAt(seconds(end), Optional.empty()));

        assertThat(preview.dueAtOnce()).isFalse();
        assertThat(preview.invoice().at()).isEqualTo(running.periodEnd());
        assertThat(differences()).isZero();
    }

    @Test
    void aTrialThatIsExtendedCostsNothingBefore() {
        Subscription trialing = subscribe(
                Subscribe.to("price_pro_monthly").payingWith("pm_card_visa").trialing(Trial.days(14)));
        Instant until = seconds(billing.time().now().plus(Duration.ofDays(60)));

        Preview preview = applied(trialing, new ExtendTrial(until));

        assertThat(preview.dueNow().isZero()).isTrue();
        assertThat(preview.invoice().at()).contains(until);
        assertThat(differences()).isZero();
    }

    @Test
    void taxThatIsSwitchedOnShowsAtTheRenewal() {
        billing.get(Billing.class).taxes().updateLocation(ACME.ref(), TaxLocation.at(Address.in("DE")));

        Preview preview = applied(running, new SetAutomaticTax(true));

        assertThat(preview.dueAtOnce()).isFalse();
        assertThat(preview.invoice().taxes()).isNotEmpty();
        assertThat(differences()).isZero();
    }

    @Test
    void whatGoesOnAfterAllIsRenewed() {
        applied(running, new CancelAtPeriodEnd(Optional.empty()));

        Preview preview = previews.ofChange(running.id(), new Resume());
        previews.apply(running.id(), preview.token(), Optional.empty()).orThrow();

        assertThat(preview.dueAtRenewal()).contains(Money.ofMinor(900, "eur"));
        assertThat(differences()).isZero();
    }

    @Test
    @Shows("Previews.ofSubscribing")
    void aNewSubscriptionSaysWhatItsRenewalCosts() {
        new Dashboard(billing.stripe()).post("/v1/coupons", "id", "ONCE", "percent_off", "50", "duration", "once");
        Subscribe wish = Subscribe.to("price_pro_monthly").discountedBy(Discount.coupon("ONCE"));

        Preview preview = previews.ofSubscribing(OTHER, wish);

        assertThat(preview.dueNow()).hasToString("EUR 14.50");
        assertThat(preview.dueAtRenewal()).contains(Money.ofMinor(2_900, "eur"));
    }

    /** Makes a change as it was previewed. */
    private Preview applied(Subscription subscription, Change change) {
        Preview preview = previews.ofChange(subscription.id(), change);
        previews.apply(subscription.id(), preview.token(), FORM).orThrow();
        return preview;
    }

    private Subscription subscribe(Subscribe wish) {
        return subscriptions.subscribe(OTHER, wish).orThrow();
    }

    @Test
    @Shows("Previews.ofChange")
    void aPreviewShowsTheLinesWithTheirMoneyAndTime() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.ALWAYS_INVOICE));

        assertThat(preview.invoice().lines()).hasSize(2).allSatisfy(line -> {
            assertThat(line.proration()).isTrue();
            assertThat(line.periodStart()).contains(seconds(preview.prorationDate()));
            assertThat(line.periodEnd()).isEqualTo(running.periodEnd());
            assertThat(line.description()).isPresent();
        });
        assertThat(preview.invoice().lines())
                .extracting(line -> line.amount().isNegative())
                .containsExactlyInAnyOrder(true, false);
        assertThat(preview.invoice().subtotal())
                .isEqualTo(sum(preview.invoice().lines().stream().map(PreviewLine::amount)));
        assertThat(preview.dueNow()).isEqualTo(preview.invoice().amountDue());
    }

    @Test
    @Shows("Previews.ofChange")
    void whatIsInvoicedAtOnceSaysWhatTheRenewalCosts() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.ALWAYS_INVOICE));

        assertThat(preview.dueAtRenewal()).contains(Money.ofMinor(2_900, "eur"));
        assertThat(preview.renewal().flatMap(PreviewedInvoice::at)).isEqualTo(running.periodEnd());
    }

    @Test
    @Shows("Previews.ofChange")
    void whatIsNotInvoicedAtOnceIsDueAtTheNextRenewal() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.CREATE_PRORATIONS));

        assertThat(preview.dueNow()).isEqualTo(Money.ofMinor(0, "eur"));
        assertThat(preview.dueAtRenewal()).contains(preview.invoice().amountDue());
        assertThat(preview.invoice().at()).isEqualTo(running.periodEnd());
    }

    @Test
    @Shows("Previews.ofChange")
    void nothingIsDueAfterTheEnd() {
        Preview preview = previews.ofChange(running.id(), new CancelAtPeriodEnd(Optional.empty()));

        assertThat(preview.invoice()).isEqualTo(PreviewedInvoice.none("eur"));
    }

    @Test
    @Shows("subscription.end_trial")
    void theEndOfATrialIsInvoicedAtOnce() {
        Subscription trialing = subscriptions
                .subscribe(
                        OTHER,
                        Subscribe.to("price_pro_monthly")
                                .payingWith("pm_card_visa")
                                .trialing(Trial.days(14)))
                .orThrow();

        Preview preview = previews.ofChange(trialing.id(), new EndTrial());
        previews.apply(trialing.id(), preview.token(), FORM).orThrow();

        assertThat(preview.dueNow()).hasToString("EUR 29.00");
        assertThat(preview.dueAtRenewal()).contains(Money.ofMinor(2_900, "eur"));
        assertThat(differences()).isZero();
    }

    /** @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode">Stripe: billing mode</a> */
    @ParameterizedTest
    @EnumSource
    void anotherIntervalBeginsAPeriodAtOnceInClassicBillingModeWhateverTheProration(Proration proration) {
        Subscription classic = subscriptions
                .subscribe(
                        OTHER,
                        Subscribe.to("price_basic_monthly")
                                .reckoned(BillingMode.CLASSIC)
                                .payingWith("pm_card_visa"))
                .orThrow();

        Preview preview =
                previews.ofChange(classic.id(), new Swap(classic.items().get(0).id(), "price_pro_yearly", proration));
        previews.apply(classic.id(), preview.token(), FORM).orThrow();

        assertThat(preview.dueAtOnce()).isTrue();
        assertThat(differences()).isZero();
    }

    /** @see <a href="https://docs.stripe.com/billing/testing/test-clocks">Stripe: test clocks</a> */
    @Test
    void aCustomerOnATestClockPaysByTheTimeOfThatClock() {
        Dashboard stripe = new Dashboard(billing.stripe());
        Instant ahead = billing.time().now().plus(Duration.ofDays(400));
        String clock = stripe.post("/v1/test_helpers/test_clocks", "frozen_time", stamp(ahead))
                .getString("id");
        String customer = stripe.post("/v1/customers", "test_clock", clock).getString("id");
        billing.get(Billing.class).customers().adopt(OTHER.ref(), customer);
        Subscription elsewhen = subscriptions
                .subscribe(OTHER, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
        stripe.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time",
                stamp(ahead.plus(Duration.ofDays(10))));

        Preview preview =
                previews.ofChange(elsewhen.id(), swap(elsewhen.items().get(0).id(), Proration.ALWAYS_INVOICE));
        previews.apply(elsewhen.id(), preview.token(), FORM).orThrow();

        assertThat(preview.prorationDate()).isEqualTo(seconds(ahead.plus(Duration.ofDays(10))));
        assertThat(preview.dueAtOnce()).isTrue();
        assertThat(differences()).isZero();
    }

    @Test
    @Shows("subscription.cancel")
    void theInvoiceOfACancellationIsTheCreditThatWasShown() {
        Preview preview = previews.ofChange(running.id(), new CancelNow(true, true, Optional.empty()));

        assertThat(preview.dueAtOnce()).isTrue();
        assertThat(preview.invoice().total().isNegative()).isTrue();
        Subscription ended = previews.apply(running.id(), preview.token(), FORM).orThrow();
        assertThat(ended.isEnded()).isTrue();
        assertThat(newInvoiceOf(ended))
                .hasValueSatisfying(invoice ->
                        assertThat(invoice.total()).isEqualTo(preview.invoice().total()));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("Previews.ofChange")
    void aPreviewWritesNothing(TestDatabase kind) {
        try (TestBilling other = TestBilling.on(kind)
                .with("billing.preview.secret", "0".repeat(32))
                .start()) {
            Subscription subscription = other.get(Billing.class)
                    .subscriptions()
                    .subscribe(ACME, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                    .orThrow();
            String before = everything(other);

            other.get(Billing.class)
                    .previews()
                    .ofChange(
                            subscription.id(), swap(subscription.items().get(0).id(), Proration.ALWAYS_INVOICE));
            other.get(Billing.class).previews().ofSubscribing(OTHER, Subscribe.to("price_pro_monthly"));

            assertThat(everything(other)).isEqualTo(before);
        }
    }

    @Test
    @Shows({"subscription.swap", "Previews.apply"})
    void aSubscriptionThatHasMovedIsNotChanged() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.ALWAYS_INVOICE));
        subscriptions
                .change(running.id(), new SetQuantity(item(), 3, Proration.NONE), Optional.empty())
                .orThrow();

        assertThatThrownBy(() -> previews.apply(running.id(), preview.token(), FORM))
                .isInstanceOf(StalePreviewException.class)
                .hasMessageContaining("preview it again");
        assertThat(billing.count("operations", "kind = 'subscription.swap'")).isZero();
    }

    @Test
    @Shows("Previews.apply")
    void oneThatWasRenewedHasMoved() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.CREATE_PRORATIONS));
        billing.time().moveTo(billing.time().now().plus(Duration.ofDays(25)));
        billing.stripe().passTime();

        assertThatThrownBy(() -> previews.apply(running.id(), preview.token(), FORM))
                .isInstanceOf(StalePreviewException.class);
    }

    @Test
    @Shows("Previews.apply")
    void oneOfWhichNothingChangedThatCostsAnythingHasNotMoved() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.ALWAYS_INVOICE));
        subscriptions
                .change(running.id(), new Pause(Pause.Behavior.VOID, Optional.empty()), Optional.empty())
                .orThrow();
        subscriptions.change(running.id(), new Unpause(), Optional.empty()).orThrow();

        assertThat(previews.apply(running.id(), preview.token(), FORM)
                        .orThrow()
                        .items()
                        .get(0)
                        .priceId())
                .isEqualTo("price_pro_monthly");
    }

    @Test
    @Shows("Previews.apply")
    void aTokenThatSomebodyChangedIsRefused() {
        String token = previews.ofChange(running.id(), swap(item(), Proration.ALWAYS_INVOICE))
                .token();

        for (String other : List.of(
                token.substring(1),
                token.substring(0, token.length() - 2),
                "x" + token,
                token.replace('.', '-'),
                token.substring(0, token.indexOf('.') + 1),
                "",
                "ä.ö")) {
            assertThatThrownBy(() -> previews.apply(running.id(), other, FORM))
                    .isInstanceOf(InvalidPreviewException.class);
        }
    }

    @Test
    @Shows("Previews.apply")
    void aTokenOfAnotherSubscriptionIsRefused() {
        Subscription other = subscriptions
                .subscribe(OTHER, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
        Preview preview =
                previews.ofChange(other.id(), swap(other.items().get(0).id(), Proration.NONE));

        assertThatThrownBy(() -> previews.apply(running.id(), preview.token(), FORM))
                .isInstanceOf(InvalidPreviewException.class);
        assertThatThrownBy(() -> previews.subscribe(OTHER, preview.token(), FORM))
                .isInstanceOf(InvalidPreviewException.class);
    }

    @Test
    @Shows({"subscription.adjust_quantity", "Previews.apply"})
    void aPreviewTwiceAppliedUnderOneIdHappensOnce() {
        Preview preview = previews.ofChange(running.id(), new AdjustQuantity(item(), 1, Proration.ALWAYS_INVOICE));

        previews.apply(running.id(), preview.token(), FORM).orThrow();
        Subscription again = previews.apply(running.id(), preview.token(), FORM).orThrow();

        assertThat(again.items().get(0).quantity()).contains(2L);
        assertThat(billing.count("operations", "kind = 'subscription.adjust_quantity'"))
                .isEqualTo(1);
        assertThat(differences()).isZero();
    }

    @Test
    @Shows("Previews.apply")
    void aPreviewTwiceAppliedUnderNoIdHappensOnce() {
        Preview preview = previews.ofChange(running.id(), new AdjustQuantity(item(), 1, Proration.ALWAYS_INVOICE));

        previews.apply(running.id(), preview.token(), Optional.empty()).orThrow();

        assertThat(previews.apply(running.id(), preview.token(), Optional.empty())
                        .orThrow()
                        .items()
                        .get(0)
                        .quantity())
                .contains(2L);
    }

    @Test
    @Shows("Previews.apply")
    void ofTwoWhoApplyOnePreviewOneComesTooLate() {
        Preview preview = previews.ofChange(running.id(), new AdjustQuantity(item(), 1, Proration.ALWAYS_INVOICE));
        previews.apply(running.id(), preview.token(), Optional.of("one")).orThrow();

        assertThatThrownBy(() -> previews.apply(running.id(), preview.token(), Optional.of("two")))
                .isInstanceOf(StalePreviewException.class);
    }

    @Test
    @Shows("Previews.apply")
    void ofManyWhoApplyOnePreviewAtOnceOneChangesTheSubscription() {
        Preview preview = previews.ofChange(running.id(), new AdjustQuantity(item(), 1, Proration.ALWAYS_INVOICE));

        List<CompletableFuture<Boolean>> appliers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> applied(preview, "form-" + i)))
                .toList();

        assertThat(appliers.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(subscriptions.find(running.id()).orElseThrow().items().get(0).quantity())
                .contains(2L);
        assertThat(wire.count("POST", "/v1/subscriptions/" + running.id())).isEqualTo(1);
    }

    private boolean applied(Preview preview, String form) {
        try {
            return previews.apply(running.id(), preview.token(), Optional.of(form))
                    .fold(done -> true, action -> false, declined -> false);
        } catch (StalePreviewException e) {
            return false;
        }
    }

    @Test
    @Shows({"subscription.adjust_quantity", "Previews.apply"})
    void aCrashAfterStripesAnswerHealsAndIsCompared() {
        Preview preview = previews.ofChange(running.id(), new AdjustQuantity(item(), 1, Proration.ALWAYS_INVOICE));
        wire.loseIf(request -> request.method().equals("POST") && request.path().startsWith("/v1/subscriptions"));
        assertThatThrownBy(() -> previews.apply(running.id(), preview.token(), FORM))
                .isInstanceOf(OutcomePendingException.class);
        wire.loseNothing();
        billing.stop();
        billing.start();
        recover();

        Subscription changed = billing.get(Billing.class)
                .previews()
                .apply(running.id(), preview.token(), FORM)
                .orThrow();

        assertThat(changed.items().get(0).quantity()).contains(2L);
        assertThat(wire.count("POST", "/v1/subscriptions/" + running.id())).isEqualTo(1);
        assertThat(wire.count("GET", "/v1/invoices/" + changed.latestInvoice().orElseThrow()))
                .isEqualTo(1);
        assertThat(differences()).isZero();
    }

    private void recover() {
        billing.database().doInTransaction(tx -> tx.update("update #operations set check_at = started_at"));
        billing.get(OperationRecovery.class).run();
    }

    @Test
    @Shows({"subscription.swap", "Previews.apply"})
    void whatResultsOtherwiseThanWasShownIsAFactWithBothFigures() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.ALWAYS_INVOICE));
        Figures dearer = new Figures(
                Money.ofMinor(1, "eur"), Money.ofMinor(2, "eur"), Money.ofMinor(0, "eur"), Money.ofMinor(3, "eur"));

        previews.apply(running.id(), resealed(preview, ticket(preview).expiresAt(), dearer), FORM)
                .orThrow();
        previews.apply(running.id(), resealed(preview, ticket(preview).expiresAt(), dearer), FORM)
                .orThrow();

        assertThat(billing.get(Ledger.class).timeline(running.key(), 100))
                .filteredOn(fact -> fact.type().equals(PreviewComparison.DIFFERED))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.detail().getJsonObject("previewed")).isEqualTo(dearer.json());
                    assertThat(fact.detail().getJsonObject("resulted"))
                            .isEqualTo(ticket(preview).figures().json());
                    assertThat(fact.operationId()).isEqualTo(FORM);
                });
    }

    @Test
    @Shows("Previews.apply")
    void anOldPreviewIsNotApplied() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.ALWAYS_INVOICE));
        String old =
                resealed(preview, Instant.now().minusSeconds(1), ticket(preview).figures());

        assertThatThrownBy(() -> previews.apply(running.id(), old, FORM))
                .isInstanceOf(ExpiredPreviewException.class)
                .hasMessageContaining("preview again");
        assertThat(Duration.between(Instant.now(), preview.expiresAt()))
                .isBetween(Duration.ofMinutes(14), Previews.GOOD_FOR);
    }

    @Test
    @Shows("Previews.apply")
    void whatWasAppliedInTimeGivesItsOutcomeEverAfter() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.ALWAYS_INVOICE));
        previews.apply(running.id(), preview.token(), FORM).orThrow();
        String old =
                resealed(preview, Instant.now().minusSeconds(1), ticket(preview).figures());

        assertThat(previews.apply(running.id(), old, FORM).orThrow().id()).isEqualTo(running.id());
    }

    private PreviewTicket ticket(Preview preview) {
        return PreviewTicket.of(billing.get(Seal.class).open(preview.token()).orElseThrow());
    }

    private String resealed(Preview preview, Instant expiresAt, Figures figures) {
        PreviewTicket ticket = ticket(preview);
        return billing.get(Seal.class)
                .seal(new PreviewTicket(
                                ticket.account(),
                                ticket.subject(),
                                ticket.kind(),
                                ticket.asked(),
                                ticket.command(),
                                ticket.state(),
                                ticket.revision(),
                                ticket.latestInvoice(),
                                ticket.dueAtOnce(),
                                figures,
                                expiresAt)
                        .json());
    }

    @Test
    @Shows({"subscription.create", "Previews.subscribe"})
    void aNewSubscriptionCostsWhatWasShown() {
        Subscribe wish = Subscribe.to("price_pro_monthly", 2).payingWith("pm_card_visa");
        Preview preview = previews.ofSubscribing(OTHER, wish);

        Subscription subscription =
                previews.subscribe(OTHER, preview.token(), FORM).orThrow();

        assertThat(preview.dueNow()).hasToString("EUR 58.00");
        assertThat(owed(subscription)).isEqualTo(preview.dueNow());
        assertThat(differences()).isZero();
    }

    @Test
    @Shows("Previews.ofSubscribing")
    void discountsAndTaxesAreShownAndAskedFor() {
        Customer customer = billing.get(Billing.class).customers().getOrCreate(OTHER);
        new Dashboard(billing.stripe())
                .post("/v1/customers/" + customer.id(), "address[country]", "DE", "address[postal_code]", "10115");
        Subscribe wish = Subscribe.to("price_pro_monthly")
                .payingWith("pm_card_visa")
                .discountedBy(Discount.coupon("FIFTH"))
                .withAutomaticTax();

        Preview preview = previews.ofSubscribing(OTHER, wish);
        previews.subscribe(OTHER, preview.token(), FORM).orThrow();

        assertThat(preview.invoice().subtotal()).hasToString("EUR 29.00");
        assertThat(preview.invoice().discounts())
                .singleElement()
                .satisfies(part -> assertThat(part.amount()).hasToString("EUR 5.80"));
        assertThat(preview.invoice().taxes()).isNotEmpty();
        assertThat(differences()).isZero();
    }

    @Test
    @Shows({"Previews.subscribe", "Previews.apply"})
    void whereThePlaceIsForgottenSinceNothingIsDone() {
        Dashboard stripe = new Dashboard(billing.stripe());
        stripe.post("/v1/customers/" + running.customerId(), "address[country]", "DE");
        Subscribe taxed =
                Subscribe.to("price_pro_monthly").payingWith("pm_card_visa").withAutomaticTax();
        Preview another = previews.ofSubscribing(ACME, taxed);
        Preview change = previews.ofChange(running.id(), new SetAutomaticTax(true));
        stripe.post("/v1/customers/" + running.customerId(), "address", "");

        assertThatThrownBy(() -> previews.subscribe(ACME, another.token(), FORM))
                .isInstanceOf(TaxLocationInvalidException.class);
        assertThatThrownBy(() -> previews.apply(running.id(), change.token(), FORM))
                .isInstanceOf(TaxLocationInvalidException.class);
    }

    @Test
    @Shows("Previews.subscribe")
    void aPreviewForOneCustomerIsOfNoUseToAnother() {
        Preview preview = previews.ofSubscribing(OTHER, Subscribe.to("price_pro_monthly"));

        assertThatThrownBy(() -> previews.subscribe(ACME, preview.token(), FORM))
                .isInstanceOf(InvalidPreviewException.class);
    }

    @Test
    @Shows("Previews.ofChange")
    void aPriceThatNobodyKnowsIsRefused() {
        assertThatThrownBy(
                        () -> previews.ofChange(running.id(), new Swap(item(), "price_nobody_knows", Proration.NONE)))
                .isInstanceOf(RequestRefusedException.class);
    }

    @Test
    void aPreviewKeepsItsTokenToItself() {
        Preview preview = previews.ofChange(running.id(), swap(item(), Proration.NONE));

        assertThat(preview.toString()).doesNotContain(preview.token());
    }

    private Money owed(Subscription subscription) {
        return newInvoiceOf(subscription).map(Invoice::amountDue).orElse(Money.ofMinor(0, "eur"));
    }

    private Optional<Invoice> newInvoiceOf(Subscription subscription) {
        billing.settle();
        return subscriptions
                .find(subscription.id())
                .flatMap(Subscription::latestInvoice)
                .filter(latest -> running.latestInvoice().filter(latest::equals).isEmpty())
                .flatMap(latest -> billing.get(Billing.class).invoices().find(latest));
    }

    private List<?> invoices() {
        return billing.get(Billing.class).invoices().of(ACME.ref());
    }

    private long differences() {
        return billing.count("ledger_facts", "fact_type = '" + PreviewComparison.DIFFERED + "'");
    }

    private String item() {
        return running.items().get(0).id();
    }

    private static String everything(TestBilling billing) {
        return Stream.of(
                        "stripe_objects",
                        "operations",
                        "ledger_facts",
                        "customers",
                        "customer_owners",
                        "subject_leases")
                .map(table -> table + " " + billing.count(table, "1 = 1"))
                .toList()
                .toString();
    }

    private static Swap swap(String item, Proration proration) {
        return new Swap(item, "price_pro_monthly", proration);
    }

    private static Money sum(Stream<Money> amounts) {
        return amounts.reduce(Money.ofMinor(0, "eur"), Money::plus);
    }

    private static Instant seconds(Instant moment) {
        return Instant.ofEpochSecond(moment.getEpochSecond());
    }

    private static String stamp(Instant moment) {
        return Long.toString(moment.getEpochSecond());
    }

    private static Object change(String name, Function<String, Change> change) {
        return org.junit.jupiter.api.Named.of(name, change);
    }
}
